"""Bodies known everywhere by an acronym or a short name, and well-known outlets and news agencies.

One line a body: canonical name | other forms | type. Written for this project from general knowledge.
"""

BODIES = """
NATO|Nato,North Atlantic Treaty Organization,North Atlantic Treaty Organisation|framework
Quad|Quadrilateral Security Dialogue,the Quad|framework
AUKUS|Aukus|framework
ASEAN|Asean,Association of Southeast Asian Nations|framework
APEC|Apec,Asia-Pacific Economic Cooperation|framework
BRICS|Brics|framework
G7|G-7,Group of Seven|framework
G20|G-20,Group of 20,Group of Twenty|framework
European Union|EU,E.U.|organisation
United Nations|UN,U.N.|organisation
UN Security Council|United Nations Security Council,U.N. Security Council,UNSC,Security Council|organisation
UN General Assembly|United Nations General Assembly,U.N. General Assembly,UNGA|organisation
UNHCR|UN refugee agency,U.N. refugee agency|organisation
UNICEF|Unicef|organisation
UNESCO|Unesco|organisation
World Health Organization|WHO,World Health Organisation|organisation
International Monetary Fund|IMF|organisation
World Trade Organization|WTO,World Trade Organisation|organisation
World Bank||organisation
International Atomic Energy Agency|IAEA|organisation
International Criminal Court|ICC|organisation
International Court of Justice|ICJ|organisation
International Olympic Committee|IOC|organisation
International Committee of the Red Cross|ICRC|organisation
Red Cross||organisation
African Union|AU|organisation
Arab League|League of Arab States|organisation
OPEC|Opec,Organization of the Petroleum Exporting Countries|organisation
OECD|Organisation for Economic Co-operation and Development|organisation
Interpol|INTERPOL|organisation
Europol|EUROPOL|organisation
FIFA|Fifa|organisation
UEFA|Uefa|organisation
FBI|F.B.I.,Federal Bureau of Investigation|organisation
CIA|C.I.A.,Central Intelligence Agency|organisation
NASA|Nasa|organisation
NSA|National Security Agency|organisation
FAA|Federal Aviation Administration|organisation
NTSB|National Transportation Safety Board|organisation
FEMA|Federal Emergency Management Agency|organisation
FDA|Food and Drug Administration|organisation
EPA|Environmental Protection Agency|organisation
CDC|Centers for Disease Control and Prevention|organisation
Securities and Exchange Commission|SEC,S.E.C.|organisation
Internal Revenue Service|IRS,I.R.S.|organisation
Federal Reserve|the Fed,Fed|organisation
Pentagon||organisation
Kremlin||organisation
State Department|US State Department,U.S. State Department|organisation
Justice Department|Department of Justice,DOJ|organisation
Congress||organisation
Senate||organisation
House of Representatives||organisation
House of Commons||organisation
House of Lords||organisation
Scotland Yard||organisation
Metropolitan Police|Met,the Met,Met Police,Metropolitan Police Service|organisation
NHS|National Health Service|organisation
MI5||organisation
MI6||organisation
Transport for London|TfL|organisation
Blue House||organisation
Bundestag||organisation
Knesset||organisation
Duma|State Duma|organisation
Islamic State|ISIS,Isis,ISIL,Isil,Daesh,IS|organisation
Taliban|Taleban|organisation
al-Qaeda|al-Qaida,Al-Qaeda,Al Qaeda,al Qaeda,al Qaida,Al-Qaida|organisation
Hamas||organisation
Hezbollah|Hizbollah,Hizbullah|organisation
Boko Haram||organisation
al-Shabab|al-Shabaab,Al-Shabaab,Al-Shabab|organisation
Haqqani network||organisation
Wagner Group|Wagner|organisation
Amnesty International||organisation
Human Rights Watch|HRW|organisation
Greenpeace||organisation
Oxfam||organisation
World Wildlife Fund|WWF|organisation
People for the Ethical Treatment of Animals|PETA,Peta|organisation
International Union for Conservation of Nature|IUCN|organisation
Doctors Without Borders|Médecins Sans Frontières,MSF|organisation
Liberal Democratic Party|LDP|organisation
Republican Party|GOP|organisation
Democratic Party||organisation
Labour Party|Labour|organisation
Conservative Party|Tory Party|organisation
Self-Defense Forces|Self-Defence Forces,SDF|organisation
Google||organisation
Apple||organisation
Microsoft||organisation
Amazon||organisation
Facebook||organisation
Twitter||organisation
Instagram||organisation
YouTube|Youtube|organisation
WhatsApp||organisation
TikTok||organisation
Boeing||organisation
Airbus||organisation
Toyota||organisation
Volkswagen||organisation
Samsung||organisation
Shell|Royal Dutch Shell|organisation
BP||organisation
HSBC||organisation
UBS||organisation
Barclays||organisation
IBM||organisation
General Motors|GM|organisation
Paris Agreement|Paris accord,Paris climate agreement|agreement
New START||agreement
Brexit||other
Olympics|Olympic Games|other
World Cup||other
Covid-19|COVID-19,Covid,COVID|other
Ebola||other
"""

OUTLETS = """
Associated Press|AP,The Associated Press
Reuters|Thomson Reuters,Reuters news agency
Agence France-Presse|AFP,Agence France Presse
Press Association|PA,PA Media,Press Association (PA)
United Press International|UPI
Deutsche Presse-Agentur|dpa,DPA
Kyodo News|Kyodo
Jiji Press|Jiji
Yonhap News Agency|Yonhap,Yonhap News
Xinhua|Xinhua News Agency
Bloomberg|Bloomberg News,BLOOMBERG
Interfax|
TASS|Tass,ITAR-TASS
RIA Novosti|RIA
Anadolu Agency|Anadolu,AA
EFE|
ANSA|Ansa
IRNA|
KCNA|Korean Central News Agency
PTI|Press Trust of India
EPA-EFE|
Getty Images|Getty
BBC|BBC News,British Broadcasting Corporation
CNN|
NBC News|NBC
ABC News|ABC
CBS News|CBS
Fox News|Fox
MSNBC|
CNBC|
NPR|National Public Radio
PBS|
CBC|CBC News
Sky News|
ITV|ITV News
Channel 4 News|Channel 4
Al Jazeera|Al-Jazeera
Al Arabiya|
NHK|NHK Television,NHK World
Deutsche Welle|DW
Der Spiegel|Spiegel
Die Welt|
Bild|
Le Monde|
Le Figaro|
Libération|
El País|El Pais
El Mundo|
Corriere della Sera|
La Repubblica|
New York Times|The New York Times,NYT
Washington Post|The Washington Post
Wall Street Journal|The Wall Street Journal,WSJ
Los Angeles Times|The Los Angeles Times,LA Times
USA Today|USA TODAY
Politico|POLITICO
Axios|
HuffPost|Huffington Post,The Huffington Post
BuzzFeed|BuzzFeed News
Guardian|The Guardian
Times of London|
Daily Telegraph|The Daily Telegraph
Independent|The Independent
Daily Mail|Mail Online,MailOnline
Daily Mirror|The Mirror
Evening Standard|
Financial Times|The Financial Times,FT
Economist|The Economist
Straits Times|The Straits Times
South China Morning Post|SCMP
Japan Times|The Japan Times
Nihon Keizai Shimbun|Nikkei
Asahi Shimbun|Asahi
Yomiuri Shimbun|Yomiuri
Mainichi Shimbun|Mainichi
Sankei Shimbun|Sankei
Global Times|
People's Daily|
Rodong Sinmun|
Times of India|The Times of India
Hindu|The Hindu
NDTV|
Dawn|
Haaretz|
Jerusalem Post|The Jerusalem Post
Times of Israel|
Moscow Times|
RT|Russia Today
Sputnik|
Globe and Mail|The Globe and Mail
Toronto Star|
Sydney Morning Herald|The Sydney Morning Herald
TOLOnews|Tolo News
Radio Free Europe|RFE/RL
Voice of America|VOA
TMZ|
"""
