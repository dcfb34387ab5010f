"""Titles, offices, ranks and role nouns. Written for this project from general knowledge."""

# Stand before a name and say that it is a person's.
COURTESY = """
Mr,Mr.,Mrs,Mrs.,Ms,Ms.,Miss,Mx,Mx.,Dr,Dr.,Prof,Prof.,Sir,Dame,Lord,Lady,Rev,Rev.,Fr,Fr.,Madam,Madame,
Monsieur,Señor,Señora,Herr,Frau,U,Daw,Datuk,Dato,Datuk Seri,Tan Sri,Tun,Haji,Hajj,Hajji,Imam,Mullah,
Maulana,Maulvi,Ayatollah,Grand Ayatollah,Hojatoleslam,Rabbi,Pastor,Father,Sister,Reverend,Bishop,
Archbishop,Cardinal,Pope,Swami,Guru,Sri,Shri,Smt,King,Queen,Prince,Princess,Crown Prince,Crown Princess,
Emperor,Empress,Emir,Sheikh,Sheikha,Sultan,Duke,Duchess,Count,Countess,Baron,Baroness,Earl,Viscount,
Grandma,Grandpa,Uncle,Aunt,Auntie,Mum,Mom,Dad,The Rev.,Rt Hon,Hon,Hon.,Professor,Doctor
"""

# Offices that stand before a name ("Prime Minister X"); each word group also with words before it
# ("Deputy Prime Minister", "Foreign Minister").
OFFICES = """
President,Pres,Pres.,Vice President,Vice-President,Prime Minister,PM,Premier,Chancellor,Vice Chancellor,Minister,
Secretary,Secretary of State,Secretary of Defense,Secretary of the Treasury,Secretary-General,
Secretary General,Under Secretary,Undersecretary,Assistant Secretary,Chief Cabinet Secretary,
Cabinet Secretary,Press Secretary,Home Secretary,Foreign Secretary,Defence Secretary,Defense Secretary,
Health Secretary,Treasury Secretary,Transport Secretary,Attorney General,Solicitor General,Surgeon General,
Governor,Gov,Gov.,Atty. Gen.,Lt. Gov.,Governor-General,Lieutenant Governor,Mayor,Deputy Mayor,Councillor,Councilman,Councilwoman,Cllr,
Alderman,Senator,Sen,Sen.,Representative,Rep,Rep.,Congressman,Congresswoman,Speaker,Majority Leader,
Minority Leader,Opposition Leader,Leader,MP,MEP,MLA,Ambassador,Consul,Consul General,Envoy,Special Envoy,
Commissioner,High Commissioner,Chief Commissioner,Chairman,Chairwoman,Chairperson,Chair,Vice Chairman,
Chief Executive,Chief Executive Officer,CEO,Chief Financial Officer,CFO,Chief Operating Officer,COO,CTO,
Chief Economist,Managing Director,Executive Director,Director,Deputy Director,Director General,
Director-General,General Secretary,General Manager,Manager,Coach,Head Coach,Captain,Principal,Dean,Provost,
Superintendent,Inspector General,Prosecutor,District Attorney,Public Prosecutor,Chief Prosecutor,Judge,Justice,Chief Justice,
Magistrate,Coroner,Sheriff,Deputy Sheriff,Marshal,Chief,Police Chief,Fire Chief,Constable,Chief Constable,
Deputy Chief Constable,Assistant Chief Constable,Police Constable,Commander,Detective,Detective Inspector,
Detective Sergeant,Detective Superintendent,Detective Chief Inspector,Detective Chief Superintendent,
Inspector,Chief Inspector,Chief Superintendent,Officer,Trooper,Sergeant,Sgt,Sgt.,Det,Det.,Insp,Insp.,Supt,
Supt.,Supreme Leader,Crown Prosecutor,Foreign Minister,Spokesman,Spokeswoman,Spokesperson,Analyst,
Professor Emeritus,Associate Professor,Assistant Professor,Chairman of the Joint Chiefs,Administrator,
First Minister,First Lady,Chief Minister,State Minister,Finance Minister,Treasurer,Comptroller,
Chief of Staff,Permanent Secretary,Chief Whip,Editor,Author,Actor,Actress,Singer,Agent,Special Agent,Adviser,Advisor,National Security Adviser,
National Security Advisor,Director of National Intelligence,Judge Advocate,Chairman Emeritus,Whip,Aide,Strategist,Counsel,Special Counsel,General Counsel,Special Representative,
Deputy Prime Minister,Deputy President,Archduke,Chairman of the Board,Executive,County Executive,Investigator,Principal Investigator,
Deputy,Detective Constable,Const,Const.,Surgeon,Astronaut,Cosmonaut,Pilot,Driver
"""

RANKS = """
General,Gen,Gen.,Lieutenant General,Lt. Gen.,Lt Gen,Lt. General,Major General,Maj. Gen.,Maj Gen,
Brigadier General,Brig. Gen.,Brig Gen,Brigadier,Brig,Brig.,Colonel,Col,Col.,Lieutenant Colonel,Lt. Col.,
Lt Col,Major,Maj,Maj.,Capt,Capt.,Lieutenant,Lt,Lt.,Lt. Cmdr.,Lieutenant Commander,Cmdr,Cmdr.,Ensign,
Sergeant Major,Staff Sergeant,Staff Sgt.,Master Sergeant,Master Sgt.,Cpl,Cpl.,Corporal,Private,Pvt,Pvt.,Pfc.,
Spc.,Admiral,Adm,Adm.,Vice Admiral,Vice Adm.,Rear Admiral,Rear Adm.,Commodore,Air Marshal,Air Chief Marshal,
Air Vice-Marshal,Air Commodore,Group Captain,Wing Commander,Squadron Leader,Flight Lieutenant,Field Marshal,
Petty Officer,Airman,Seaman,Marine
"""

# May precede an office and belong to it.
OFFICE_QUALIFIERS = """
former,then,new,outgoing,incoming,acting,interim,deputy,vice,assistant,associate,senior,chief,executive,
late,ex,foreign,defence,defense,finance,interior,home,justice,health,education,transport,transportation,
energy,environment,trade,economy,economic,agriculture,labor,labour,culture,tourism,security,treasury,state,
cabinet,press,police,fire,city,county,district,regional,provincial,national,federal,general,party,opposition,
union,army,navy,military,presidential,parliamentary,public,special,prime,first,second,junior,zoo,company,bank,
school,club,team,hospital,university,museum,airport,airline,railway,space,science,technology,digital,
information,communications,housing,immigration,commerce,industry,planning,development,welfare,sports,water,
oil,petroleum,mining,fisheries,forestry,land,equality,women's,youth,veterans,intelligence,homeland,budget,commerce,elected,
president-elect
"""

# Nouns that name a person's role, in lower case: "zoo director X", "X, a spokesman for Y".
ROLE_NOUNS = """
president,vice-president,minister,premier,pm,chancellor,secretary,undersecretary,governor,mayor,councillor,
councilman,councilwoman,senator,representative,congressman,congresswoman,speaker,leader,mp,lawmaker,
legislator,ambassador,consul,envoy,diplomat,commissioner,chairman,chairwoman,chairperson,chair,chief,ceo,
cfo,coo,executive,officer,director,manager,head,boss,founder,co-founder,owner,partner,president-elect,
spokesman,spokeswoman,spokesperson,adviser,advisor,aide,official,analyst,economist,strategist,expert,
professor,lecturer,researcher,scientist,historian,author,writer,journalist,reporter,editor,correspondent,
columnist,anchor,broadcaster,photographer,lawyer,attorney,solicitor,barrister,prosecutor,judge,magistrate,
justice,coroner,sheriff,marshal,constable,commander,detective,inspector,superintendent,sergeant,captain,
colonel,general,lieutenant,major,admiral,brigadier,commodore,corporal,private,soldier,pilot,driver,
conductor,engineer,doctor,surgeon,physician,nurse,paramedic,psychologist,psychiatrist,vet,veterinarian,
zookeeper,keeper,curator,firefighter,policeman,policewoman,investigator,inspector-general,pathologist,
activist,campaigner,organizer,organiser,volunteer,student,pupil,teacher,headteacher,principal,dean,provost,
rector,pastor,priest,vicar,bishop,archbishop,cardinal,pope,rabbi,imam,cleric,reverend,king,queen,prince,
princess,emperor,emir,sultan,sheikh,dictator,singer,musician,actor,actress,artist,director-general,
secretary-general,coach,player,striker,goalkeeper,midfielder,defender,quarterback,athlete,champion,
resident,neighbour,neighbor,witness,eyewitness,passenger,survivor,victim,suspect,gunman,shopkeeper,farmer,
fisherman,worker,employee,trader,banker,investor,broker,businessman,businesswoman,entrepreneur,billionaire,
tycoon,magnate,mother,father,mum,mom,dad,wife,husband,widow,widower,son,daughter,brother,sister,uncle,aunt,
nephew,niece,cousin,grandmother,grandfather,grandson,granddaughter,fiance,fiancee,girlfriend,boyfriend,
friend,colleague,predecessor,successor,treasurer,trustee,administrator,coordinator,co-ordinator,
consultant,specialist,negotiator,mediator,ombudsman,regulator,governor-general,warden,ranger,guide,chef,
baker,bartender,candidate,nominee,contender,rival,captive,hostage,prisoner,refugee,migrant,rebel,warlord,heiress,heir,mogul,philanthropist,rapper,comedian,dancer,model,celebrity,astronaut,cosmonaut,pollster,physicist,chemist,biologist,geologist,climatologist,meteorologist,
seismologist,volcanologist,epidemiologist,virologist,astronomer,mathematician,statistician,sociologist,
anthropologist,archaeologist,architect,designer,developer,programmer,producer,filmmaker,director-general,
playwright,poet,novelist,composer,drummer,guitarist,bassist,blogger,vlogger,influencer,host,presenter,
referee,umpire,jockey,cyclist,swimmer,boxer,golfer,sprinter,midwife,carer,caretaker,janitor,electrician,
plumber,carpenter,miner,sailor,skipper,captain,steward,stewardess,cop,detective,bodyguard,guard,clerk
"""
