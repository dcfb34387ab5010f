"""Countries: the member and observer states of the United Nations and a few widely recognised others.

One line a country: usual short name | other forms | adjectives and people | seats of government.
Written for this project from general knowledge; the list of states follows the United Nations' member and
observer states (un.org/en/about-us/member-states), plus Kosovo.
"""

COUNTRIES = """
Afghanistan|Islamic Republic of Afghanistan|Afghan,Afghans,Afghani|Kabul
Albania||Albanian,Albanians|Tirana
Algeria||Algerian,Algerians|Algiers
Andorra||Andorran,Andorrans|Andorra la Vella
Angola||Angolan,Angolans|Luanda
Antigua and Barbuda||Antiguan,Antiguans|
Argentina|Argentine Republic|Argentine,Argentines,Argentinian,Argentinians,Argentinean|Buenos Aires
Armenia||Armenian,Armenians|Yerevan
Australia|Commonwealth of Australia|Australian,Australians|Canberra
Austria||Austrian,Austrians|Vienna
Azerbaijan||Azerbaijani,Azerbaijanis,Azeri,Azeris|Baku
Bahamas|the Bahamas,The Bahamas|Bahamian,Bahamians|Nassau
Bahrain||Bahraini,Bahrainis|Manama
Bangladesh||Bangladeshi,Bangladeshis|Dhaka
Barbados||Barbadian,Barbadians|Bridgetown
Belarus||Belarusian,Belarusians,Belarussian|Minsk
Belgium||Belgian,Belgians|Brussels
Belize||Belizean,Belizeans|Belmopan
Benin||Beninese|Porto-Novo
Bhutan||Bhutanese|Thimphu
Bolivia||Bolivian,Bolivians|La Paz
Bosnia and Herzegovina|Bosnia,Bosnia-Herzegovina|Bosnian,Bosnians|Sarajevo
Botswana||Botswanan,Motswana|Gaborone
Brazil||Brazilian,Brazilians|Brasilia,Brasília
Brunei||Bruneian|Bandar Seri Begawan
Bulgaria||Bulgarian,Bulgarians|Sofia
Burkina Faso||Burkinabe|Ouagadougou
Burundi||Burundian,Burundians|Gitega
Cambodia||Cambodian,Cambodians|Phnom Penh
Cameroon||Cameroonian,Cameroonians|Yaounde,Yaoundé
Canada||Canadian,Canadians|Ottawa
Cape Verde|Cabo Verde|Cape Verdean|Praia
Central African Republic||Central African|Bangui
Chad||Chadian,Chadians|N'Djamena
Chile||Chilean,Chileans|Santiago
China|People's Republic of China,PRC,mainland China|Chinese|Beijing
Colombia||Colombian,Colombians|Bogota,Bogotá
Comoros||Comorian|Moroni
Congo|Republic of the Congo,Congo-Brazzaville|Congolese|Brazzaville
Costa Rica||Costa Rican,Costa Ricans|San Jose,San José
Croatia||Croatian,Croatians,Croat,Croats|Zagreb
Cuba||Cuban,Cubans|Havana
Cyprus||Cypriot,Cypriots|Nicosia
Czech Republic|Czechia|Czech,Czechs|Prague
Democratic Republic of the Congo|Democratic Republic of Congo,DR Congo,DRC|Congolese|Kinshasa
Denmark||Danish,Dane,Danes|Copenhagen
Djibouti||Djiboutian|Djibouti City
Dominica||Dominican|Roseau
Dominican Republic||Dominican,Dominicans|Santo Domingo
East Timor|Timor-Leste|Timorese|Dili
Ecuador||Ecuadorian,Ecuadorians,Ecuadorean|Quito
Egypt|Arab Republic of Egypt|Egyptian,Egyptians|Cairo
El Salvador||Salvadoran,Salvadorans,Salvadorean|San Salvador
Equatorial Guinea||Equatoguinean|Malabo
Eritrea||Eritrean,Eritreans|Asmara
Estonia||Estonian,Estonians|Tallinn
Eswatini|Swaziland|Swazi|Mbabane
Ethiopia||Ethiopian,Ethiopians|Addis Ababa
Fiji||Fijian,Fijians|Suva
Finland||Finnish,Finn,Finns|Helsinki
France|French Republic|French,Frenchman,Frenchwoman|Paris
Gabon||Gabonese|Libreville
Gambia|The Gambia,the Gambia|Gambian,Gambians|Banjul
Georgia||Georgian,Georgians|Tbilisi
Germany|Federal Republic of Germany|German,Germans|Berlin
Ghana||Ghanaian,Ghanaians|Accra
Greece|Hellenic Republic|Greek,Greeks|Athens
Grenada||Grenadian|St. George's
Guatemala||Guatemalan,Guatemalans|Guatemala City
Guinea||Guinean,Guineans|Conakry
Guinea-Bissau||Bissau-Guinean|Bissau
Guyana||Guyanese|Georgetown
Haiti||Haitian,Haitians|Port-au-Prince
Honduras||Honduran,Hondurans|Tegucigalpa
Hungary||Hungarian,Hungarians|Budapest
Iceland||Icelandic,Icelander,Icelanders|Reykjavik,Reykjavík
India|Republic of India|Indian,Indians|New Delhi,Delhi
Indonesia||Indonesian,Indonesians|Jakarta
Iran|Islamic Republic of Iran,Islamic Republic|Iranian,Iranians|Tehran,Teheran
Iraq||Iraqi,Iraqis|Baghdad
Ireland|Republic of Ireland|Irish,Irishman|Dublin
Israel|State of Israel|Israeli,Israelis|Jerusalem
Italy||Italian,Italians|Rome
Ivory Coast|Côte d'Ivoire,Cote d'Ivoire|Ivorian,Ivorians|Yamoussoukro,Abidjan
Jamaica||Jamaican,Jamaicans|Kingston
Japan||Japanese|Tokyo
Jordan|Hashemite Kingdom of Jordan|Jordanian,Jordanians|Amman
Kazakhstan||Kazakh,Kazakhs,Kazakhstani|Astana,Nur-Sultan
Kenya||Kenyan,Kenyans|Nairobi
Kiribati||I-Kiribati|Tarawa
Kosovo||Kosovar,Kosovars,Kosovan|Pristina
Kuwait||Kuwaiti,Kuwaitis|Kuwait City
Kyrgyzstan||Kyrgyz|Bishkek
Laos||Lao,Laotian,Laotians|Vientiane
Latvia||Latvian,Latvians|Riga
Lebanon||Lebanese|Beirut
Lesotho||Basotho|Maseru
Liberia||Liberian,Liberians|Monrovia
Libya||Libyan,Libyans|Tripoli
Liechtenstein||Liechtensteiner|Vaduz
Lithuania||Lithuanian,Lithuanians|Vilnius
Luxembourg||Luxembourger,Luxembourgish|Luxembourg City
Madagascar||Malagasy|Antananarivo
Malawi||Malawian,Malawians|Lilongwe
Malaysia||Malaysian,Malaysians|Kuala Lumpur,Putrajaya
Maldives|the Maldives|Maldivian|Male,Malé
Mali||Malian,Malians|Bamako
Malta||Maltese|Valletta
Marshall Islands|the Marshall Islands|Marshallese|Majuro
Mauritania||Mauritanian,Mauritanians|Nouakchott
Mauritius||Mauritian,Mauritians|Port Louis
Mexico||Mexican,Mexicans|Mexico City
Micronesia|Federated States of Micronesia|Micronesian|Palikir
Moldova||Moldovan,Moldovans|Chisinau
Monaco||Monegasque|
Mongolia||Mongolian,Mongolians|Ulaanbaatar,Ulan Bator
Montenegro||Montenegrin,Montenegrins|Podgorica
Morocco||Moroccan,Moroccans|Rabat
Mozambique||Mozambican,Mozambicans|Maputo
Myanmar|Burma|Burmese|Naypyidaw,Naypyitaw
Namibia||Namibian,Namibians|Windhoek
Nauru||Nauruan|
Nepal||Nepali,Nepalis,Nepalese|Kathmandu
Netherlands|the Netherlands,The Netherlands,Holland|Dutch,Dutchman|The Hague,Amsterdam
New Zealand||New Zealander,New Zealanders|Wellington
Nicaragua||Nicaraguan,Nicaraguans|Managua
Niger||Nigerien|Niamey
Nigeria||Nigerian,Nigerians|Abuja
North Korea|Democratic People's Republic of Korea,DPRK,N. Korea,N Korea|North Korean,North Koreans|Pyongyang
North Macedonia|Macedonia|Macedonian,Macedonians|Skopje
Norway||Norwegian,Norwegians|Oslo
Oman||Omani,Omanis|Muscat
Pakistan||Pakistani,Pakistanis|Islamabad
Palau||Palauan|
Palestine|State of Palestine|Palestinian,Palestinians|Ramallah
Panama||Panamanian,Panamanians|Panama City
Papua New Guinea||Papua New Guinean|Port Moresby
Paraguay||Paraguayan,Paraguayans|Asuncion,Asunción
Peru||Peruvian,Peruvians|Lima
Philippines|the Philippines,The Philippines,Republic of the Philippines|Philippine,Filipino,Filipinos,Filipina|Manila
Poland||Polish,Pole,Poles|Warsaw
Portugal||Portuguese|Lisbon
Qatar||Qatari,Qataris|Doha
Romania||Romanian,Romanians|Bucharest
Russia|Russian Federation|Russian,Russians|Moscow
Rwanda||Rwandan,Rwandans|Kigali
Saint Kitts and Nevis|St. Kitts and Nevis,St Kitts and Nevis|Kittitian|
Saint Lucia|St. Lucia,St Lucia|Saint Lucian|
Saint Vincent and the Grenadines|St. Vincent and the Grenadines|Vincentian|
Samoa||Samoan,Samoans|Apia
San Marino||Sammarinese|
Sao Tome and Principe|São Tomé and Príncipe|Santomean|
Saudi Arabia|Kingdom of Saudi Arabia|Saudi,Saudis,Saudi Arabian|Riyadh
Senegal||Senegalese|Dakar
Serbia||Serbian,Serbians,Serb,Serbs|Belgrade
Seychelles|the Seychelles|Seychellois|
Sierra Leone||Sierra Leonean,Sierra Leoneans|Freetown
Singapore||Singaporean,Singaporeans|
Slovakia|Slovak Republic|Slovak,Slovaks,Slovakian|Bratislava
Slovenia||Slovenian,Slovenians,Slovene|Ljubljana
Solomon Islands|the Solomon Islands|Solomon Islander|Honiara
Somalia||Somali,Somalis,Somalian|Mogadishu
South Africa||South African,South Africans|Pretoria
South Korea|Republic of Korea,ROK,S. Korea,S Korea|South Korean,South Koreans|Seoul
South Sudan||South Sudanese|Juba
Spain||Spanish,Spaniard,Spaniards|Madrid
Sri Lanka||Sri Lankan,Sri Lankans|Colombo
Sudan||Sudanese|Khartoum
Suriname||Surinamese|Paramaribo
Sweden||Swedish,Swede,Swedes|Stockholm
Switzerland|Swiss Confederation|Swiss|Bern,Berne
Syria|Syrian Arab Republic|Syrian,Syrians|Damascus
Tajikistan||Tajik,Tajiks|Dushanbe
Tanzania||Tanzanian,Tanzanians|Dodoma
Thailand||Thai,Thais|Bangkok
Togo||Togolese|Lome,Lomé
Tonga||Tongan,Tongans|Nuku'alofa
Trinidad and Tobago|Trinidad|Trinidadian,Trinidadians|Port of Spain
Tunisia||Tunisian,Tunisians|Tunis
Turkey|Türkiye,Turkiye|Turkish,Turk,Turks|Ankara
Turkmenistan||Turkmen|Ashgabat
Tuvalu||Tuvaluan|
Uganda||Ugandan,Ugandans|Kampala
Ukraine||Ukrainian,Ukrainians|Kyiv,Kiev
United Arab Emirates|UAE,U.A.E.,the Emirates|Emirati,Emiratis|Abu Dhabi
United Kingdom|UK,U.K.,Britain,Great Britain|British,Briton,Britons,Brit,Brits|London
United States|US,U.S.,USA,U.S.A.,United States of America,America|American,Americans|Washington,Washington DC,Washington D.C.
Uruguay||Uruguayan,Uruguayans|Montevideo
Uzbekistan||Uzbek,Uzbeks|Tashkent
Vanuatu||Vanuatuan|Port Vila
Vatican|Holy See,Vatican City|Vatican|
Venezuela||Venezuelan,Venezuelans|Caracas
Vietnam|Viet Nam|Vietnamese|Hanoi
Yemen||Yemeni,Yemenis|Sanaa,Sana'a
Zambia||Zambian,Zambians|Lusaka
Zimbabwe||Zimbabwean,Zimbabweans|Harare
"""
