"""Nouns that head names and say what kind of thing is named. Written for this project from general knowledge."""

ORGANISATION_HEADS = """
academy,administration,agency,airline,airlines,airways,alliance party,armada,army,assembly,associates,
association,authority,bank,bloc,board,branch,brewery,brigade,brotherhood,broadcaster,bundestag,bundesbank,bureau,cabinet,
campaign,caucus,cathedral,centre,center,chamber,chambers,charity,church,club,coalition,college,command,
commission,committee,company,confederation,conference,congress,consortium,consulate,co-operative,cooperative,
corp,corps,corporation,council,court,courts,department,dept,diet,directorate,division,duma,embassy,
exchange,executive,faculty,federation,fleet,force,forces,forum,foundation,front,fund,garda,gendarmerie,
government,group,guard,guards,guild,holdings,hospital,house of commons,house of lords,house of representatives,
inc,incorporated,industries,infirmary,initiative,inspectorate,institute,institution,junta,knesset,laboratory,
laboratories,league,legion,llc,llp,lobby,ltd,ltd.,limited,majlis,media,medical center,ministry,mission,movement,
museum,navy,network,observatory,office,officers,order,organisation,organization,parliament,partners,
partnership,party,patrol,plc,police,politburo,press,project,railway,railways,reserve,school,secretariat,senate,
service,services,society,squad,squadron,staff,state department,studios,syndicate,synod,task force,team,
technologies,temple,theatre,theater,treasury,tribunal,trust,union,unit,united,university,watch,works,
workers,zoo,aquarium,clinic,firm,brothers,bancorp,capital,motors,motor,electric,electronics,energy,
oil,petroleum,pharmaceuticals,steel,systems,software,insurance,financial,securities,ventures,labs,airlines,air
"""

# Legal forms, left out when names of companies are compared.
COMPANY_SUFFIXES = """
inc,incorporated,corp,corporation,co,company,ltd,limited,plc,llc,llp,lp,ag,sa,s.a,nv,n.v,gmbh,se,spa,
s.p.a,oyj,ab,as,a/s,kk,bhd,pte,pty,group,holdings,holding,& co
"""

PLACE_HEADS = """
airport,alley,archipelago,arena,avenue,base,basin,bay,beach,bight,boulevard,bridge,building,camp,canal,canyon,
cape,castle,cemetery,channel,cliffs,coast,county,creek,crossing,delta,desert,district,dam,emirate,estuary,
falls,fjord,forest,garden,gardens,glacier,governorate,gulf,hall,harbor,harbour,heights,highlands,highway,hill,
hills,hotel,house,inlet,island,islands,isle,isles,junction,lagoon,lake,lakes,lane,lowlands,mall,market,memorial,
monastery,monument,mosque,motorway,mountain,mountains,mount,mountain range,ocean,oblast,palace,park,pass,peak,
peninsula,pier,plain,plains,plateau,plaza,port,prefecture,province,quarter,range,ranch,reef,region,
republic,reserve,reservoir,residence,resort,ridge,river,road,route,sea,shore,shrine,sound,square,stadium,
station,strait,straits,street,suburb,summit,terrace,terminal,territory,tower,towers,town,trail,trench,tunnel,
valley,village,volcano,wall,ward,waterfall,well,wharf,wood,woods,world,zone,city,stop
"""

# Names that begin with the head: "Mount X", "Lake Y", "Cape Z".
PLACE_PREFIXES = """
mount,mt,mt.,lake,cape,port,fort,point,punta,playa,isla,isle,rio,río,monte,puerto,villa,san,santa,são,sao,saint,
st,st.,camp,gulf,bay,strait,straits,sea,isles,ile,île,val,wadi,jabal,jebel,tel,kfar,bandar,kampung,koh,ko,
pulau,gunung,danau,lago,costa,cerro,ciudad,el,las,los,new,north,south,east,west,northern,southern,eastern,
western,upper,lower,central,greater
"""

FRAMEWORK_HEADS = """
alliance,partnership,framework,pact organisation,pact organization,dialogue,coalition,entente,axis,bloc,
community,commonwealth,cooperation council,roadmap,initiative,process
"""

AGREEMENT_HEADS = """
accord,accords,act,agreement,agreements,armistice,bill,ceasefire,charter,compact,concordat,constitution,
convention,covenant,declaration,deal,memorandum,pact,protocol,protocols,resolution,statute,treaty,
understanding
"""

OUTLET_HEADS = """
times,post,news,gazette,herald,tribune,journal,daily,telegraph,guardian,chronicle,enquirer,inquirer,observer,
mirror,express,courier,dispatch,examiner,globe,star,sun,bulletin,sentinel,standard,record,reporter,review,
television,tv,radio,broadcasting,newspaper,magazine,weekly,shimbun,sinmun,zeitung,today,argus,echo,advertiser,
independent,register,ledger,press,mail,news agency,wire
"""

# Lower-case institutions that a country, nationality, city or possessor makes into a name
# ("the Ruritanian consulate", "Vesper's interior ministry").
INSTITUTIONS = """
ministry,police,consulate,embassy,parliament,army,navy,air force,coast guard,central bank,supreme court,
constitutional court,high court,fire department,fire brigade,fire service,police department,police force,
ambulance service,health ministry,interior ministry,defence ministry,defense ministry,foreign ministry,finance
ministry,state department,justice department,treasury,health department,health agency,space agency,
intelligence agency,intelligence service,civil aviation agency,aviation authority,weather service,
weather agency,meteorological agency,national guard,border guard,senate,cabinet,university,zoo,response team,
transport police,public broadcaster,state broadcaster,consulate general,city council,county council,
football association,election commission,electoral commission,parliament,stock exchange,red cross
"""

# "USS X", "MV X", "HMS X": a named ship follows.
SHIP_PREFIXES = "USS,HMS,HMAS,HMCS,HMNZS,INS,MV,M/V,MS,MT,SS,RMS,RV,KRI,JS,ROKS,FV,USNS,USCGC,RFA"

# Nouns beside a name that say it is a thing or an animal: "the gorilla X", "X missile", "Typhoon X".
OTHER_HEADS = """
missile,missiles,rocket,rockets,satellite,spacecraft,probe,rover,telescope,drone,jet,fighter,bomber,aircraft,
airliner,plane,helicopter,ship,ferry,tanker,frigate,destroyer,submarine,carrier,yacht,trawler,vessel,tank,
gorilla,chimpanzee,orangutan,ape,monkey,elephant,lion,tiger,leopard,bear,panda,dog,cat,horse,racehorse,pony,
dolphin,whale,orca,shark,giraffe,rhino,rhinoceros,hippo,wolf,eagle,owl,parrot,penguin,koala,kangaroo,puppy,
hurricane,typhoon,cyclone,storm,asteroid,comet,operation,prize,award,cup,virus,vaccine,software,app
"""

# Words in capitals that name no single thing: religions, creeds, peoples, parties' members, days, months.
NOT_NAMES = """
monday,tuesday,wednesday,thursday,friday,saturday,sunday,january,february,march,april,june,july,august,
september,october,november,december,jan,feb,mar,apr,jun,jul,aug,sep,sept,oct,nov,dec,mon,tue,tues,wed,thu,
thur,thurs,fri,sat,sun,islam,islamic,islamist,islamists,muslim,muslims,christian,christians,catholic,catholics,
protestant,protestants,jewish,jew,jews,hindu,hindus,buddhist,buddhists,sikh,sikhs,sunni,sunnis,shia,shiite,
shiites,democrat,democrats,democratic,republican,republicans,conservative,conservatives,liberal,liberals,tory,tories,
communist,communists,nazi,nazis,socialist,socialists,jihadist,jihadists,arab,arabs,european,europeans,asian,
asians,african,africans,latino,latinos,hispanic,kurd,kurds,kurdish,korean,koreans,soviet,soviets,scottish,scot,scots,welsh,english,western,eastern,northern,southern,westerner,
westerners,gmt,utc,est,edt,pst,pdt,bst,cet,jst,kst,local,am,pm,photo,photos,image,images,video,file,caption,
media,copyright,advertisement,related,read,share,source,news,god,internet,i,tv,ceo,cfo,mp,mps,ad,bc,
christmas,easter,ramadan,thanksgiving,halloween,ok,q,a,vs,re,no,nos,covid
"""

# Lower-case words that stand before a hyphen's second half in compounds: "X-based", "X-led".
HYPHEN_SUFFIXES = """
based,led,born,bound,backed,held,made,style,era,wide,area,owned,run,linked,trained,educated,listed,speaking,
like,friendly,controlled,occupied,allied,funded,built,sponsored,administered,supported,drafted,brokered,type,
class,size,rich,poor,free,only,wing,dominated,affiliated,aligned,flagged,registered,inspired,born,wide,themed
"""
