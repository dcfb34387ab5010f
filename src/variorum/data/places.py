"""Well-known places that are not countries: territories, regions, states, seas, large cities.

Written for this project from general knowledge. Only used to type a name and to recognise one at the start
of a sentence; a place that stands in no list is known by its head noun, its preposition or the tagger.
"""

TERRITORIES = """
Taiwan,Hong Kong,Macau,Macao,Puerto Rico,Guam,Greenland,Gibraltar,Crimea,Gaza,Gaza Strip,West Bank,
East Jerusalem,Golan Heights,Western Sahara,Kashmir,Tibet,Xinjiang,Somaliland,Abkhazia,South Ossetia,
Transnistria,Nagorno-Karabakh,Kurdistan,Kurdish region,Falkland Islands,Falklands,Bermuda,Cayman Islands,
British Virgin Islands,U.S. Virgin Islands,American Samoa,Northern Mariana Islands,New Caledonia,
French Polynesia,French Guiana,Guadeloupe,Martinique,Reunion,Aruba,Curacao,Faroe Islands,Isle of Man,
Jersey,Guernsey,Channel Islands,Canary Islands,Azores,Madeira,Svalbard,Diego Garcia,Scotland,Wales,England,
Northern Ireland,Catalonia,Basque Country,Chechnya,Dagestan,Donbas,Donbass,Donetsk,Luhansk,Okinawa,
Hokkaido,Kyushu,Honshu,Shikoku,Jeju,Bali,Java,Sumatra,Borneo,Sulawesi,Papua,Mindanao,Luzon,Sicily,Sardinia,
Corsica,Crete,Cyprus,Zanzibar,Darfur,Tigray,Bavaria,Saxony,Hesse,Brandenburg,Normandy,Brittany,Provence,
Alsace,Tuscany,Lombardy,Andalusia,Galicia,Punjab,Sindh,Balochistan,Kerala,Gujarat,Maharashtra,Bihar,Goa,
Assam,Uttar Pradesh,Tamil Nadu,West Bengal,Rajasthan,Karnataka,Helmand,Kandahar,Sichuan,Guangdong,Yunnan,
Hubei,Hunan,Henan,Zhejiang,Fujian,Inner Mongolia,Siberia,Patagonia,Amazonia
"""

REGIONS = """
Europe,Asia,Africa,Americas,North America,South America,Latin America,Central America,Antarctica,Oceania,
Middle East,Far East,Southeast Asia,South-East Asia,South Asia,East Asia,Northeast Asia,Central Asia,
North Africa,West Africa,East Africa,Southern Africa,Sub-Saharan Africa,Horn of Africa,Sahel,Maghreb,Balkans,
Caucasus,Scandinavia,Baltics,Iberia,Caribbean,Indo-Pacific,Asia-Pacific,Asia Pacific,Korean Peninsula,
Arabian Peninsula,Crimean Peninsula,Sinai,Levant,Eurozone,Eastern Europe,Western Europe,Central Europe,
Pacific,Atlantic,Arctic,Pacific Ocean,Atlantic Ocean,Indian Ocean,Arctic Ocean,Southern Ocean,Mediterranean,
Mediterranean Sea,Black Sea,Red Sea,Baltic Sea,North Sea,Caspian Sea,Adriatic,Aegean,Aegean Sea,Adriatic Sea,
South China Sea,East China Sea,Yellow Sea,Sea of Japan,East Sea,Sea of Azov,Bay of Bengal,Persian Gulf,
Gulf of Mexico,Gulf of Aden,Strait of Hormuz,Taiwan Strait,English Channel,Suez Canal,Panama Canal,Himalayas,
Andes,Alps,Sahara,Amazon,Midwest,New England,Silicon Valley,Wall Street,Gulf
"""

STATES = """
Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Hawaii,Idaho,Illinois,
Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,
Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,
Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,
West Virginia,Wisconsin,Wyoming,Washington state,District of Columbia,Alberta,British Columbia,Manitoba,
New Brunswick,Newfoundland,Nova Scotia,Ontario,Quebec,Saskatchewan,Yukon,Nunavut,New South Wales,Queensland,
Tasmania,Northern Territory,South Australia,Western Australia
"""

CITIES = """
New York City,Los Angeles,Chicago,Houston,Phoenix,Philadelphia,San Antonio,San Diego,Dallas,San Francisco,
Austin,Jacksonville,Columbus,Indianapolis,Charlotte,Seattle,Denver,Boston,Nashville,Detroit,Portland,Memphis,
Las Vegas,Louisville,Baltimore,Milwaukee,Albuquerque,Tucson,Fresno,Sacramento,Kansas City,Atlanta,Omaha,
Miami,Oakland,Minneapolis,Tulsa,Tampa,New Orleans,Cleveland,Cincinnati,Pittsburgh,St. Louis,St Louis,Orlando,
Newark,Buffalo,Honolulu,Anchorage,Salt Lake City,Brooklyn,Queens,Manhattan,Bronx,Staten Island,Harlem,
Hollywood,Beverly Hills,Toronto,Montreal,Vancouver,Calgary,Edmonton,Winnipeg,Halifax,Sydney,Melbourne,
Brisbane,Perth,Adelaide,Hobart,Darwin,Auckland,Christchurch,Birmingham,Manchester,Liverpool,Leeds,Sheffield,
Bristol,Newcastle,Nottingham,Leicester,Glasgow,Edinburgh,Aberdeen,Cardiff,Swansea,Belfast,Southampton,
Portsmouth,Brighton,Oxford,Cambridge,Heathrow,Gatwick,Marseille,Lyon,Toulouse,Nice,Nantes,Strasbourg,
Bordeaux,Lille,Calais,Hamburg,Munich,Cologne,Frankfurt,Stuttgart,Dusseldorf,Leipzig,Dresden,Bonn,Hanover,
Barcelona,Valencia,Seville,Bilbao,Malaga,Porto,Milan,Naples,Turin,Palermo,Genoa,Bologna,Florence,Venice,
Geneva,Zurich,Basel,Salzburg,Antwerp,Ghent,Bruges,Rotterdam,Utrecht,Eindhoven,Gothenburg,Malmo,Bergen,Aarhus,
Krakow,Gdansk,Lviv,Odesa,Odessa,Kharkiv,Kharkov,Mariupol,Kherson,Zaporizhzhia,Dnipro,Bakhmut,Sevastopol,
St. Petersburg,St Petersburg,Novosibirsk,Vladivostok,Kazan,Sochi,Belgorod,Kursk,Rostov,Istanbul,Izmir,Antalya,
Thessaloniki,Split,Tel Aviv,Haifa,Bethlehem,Hebron,Nablus,Jenin,Rafah,Khan Younis,Aleppo,Homs,Idlib,Raqqa,
Mosul,Basra,Kirkuk,Erbil,Fallujah,Isfahan,Mashhad,Shiraz,Tabriz,Dubai,Sharjah,Jeddah,Mecca,Medina,Aden,
Hodeidah,Alexandria,Benghazi,Misrata,Casablanca,Marrakesh,Marrakech,Lagos,Kano,Johannesburg,Cape Town,Durban,
Mombasa,Dar es Salaam,Goma,Lubumbashi,Douala,Kumasi,Karachi,Lahore,Peshawar,Quetta,Rawalpindi,Faisalabad,
Kandahar,Herat,Kunduz,Jalalabad,Mazar-i-Sharif,Mumbai,Bombay,Kolkata,Calcutta,Chennai,Madras,Bangalore,
Bengaluru,Hyderabad,Ahmedabad,Pune,Jaipur,Lucknow,Varanasi,Srinagar,Chittagong,Mandalay,Yangon,Rangoon,
Chiang Mai,Phuket,Pattaya,Ho Chi Minh City,Saigon,Da Nang,Haiphong,Siem Reap,Penang,Johor,Surabaya,Bandung,
Medan,Denpasar,Aceh,Cebu,Davao,Quezon City,Shanghai,Guangzhou,Shenzhen,Wuhan,Chongqing,Chengdu,Tianjin,
Nanjing,Hangzhou,Xi'an,Harbin,Dalian,Urumqi,Lhasa,Taipei,Kaohsiung,Busan,Incheon,Daegu,Gwangju,Osaka,Kyoto,
Yokohama,Nagoya,Kobe,Sapporo,Fukuoka,Hiroshima,Nagasaki,Sendai,Fukushima,Sao Paulo,São Paulo,
Rio de Janeiro,Salvador,Recife,Manaus,Cordoba,Rosario,Guayaquil,Medellin,Cali,Cartagena,Maracaibo,Cusco,
Guadalajara,Monterrey,Tijuana,Ciudad Juarez,Cancun,Acapulco,Veracruz,Guantanamo Bay,Chernobyl,Davos,
Camp David,Pearl Harbor,White House,Downing Street,Capitol Hill,Times Square,Tiananmen Square,Trafalgar Square,
Red Square,Tahrir Square
"""
