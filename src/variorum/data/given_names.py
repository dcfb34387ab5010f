"""Given names of many origins, one block an origin. Written for this project from general knowledge.

The list only supports other evidence that a name is a person's; a person whose given name stands in no
list is still found by title, age, apposition, speech verb or the tagger.
"""

GIVEN_NAMES = """
Aaron Abigail Adam Adrian Agnes Aidan Alan Albert Alex Alexander Alexandra Alfred Alice Alison Allison Amanda
Amber Amelia Amy Andrea Andrew Andy Angela Angus Anita Ann Anna Anne Annie Anthony April Arlene Arnold Arthur Ashley
Audrey Austin Barbara Barry Beatrice Becky Ben Benjamin Bernard Bernie Beth Betty Beverly Bill Billy Bob Bobby
Brad Bradley Brandon Brenda Brendan Brett Brian Bridget Brittany Bruce Bryan Calvin Cameron Carl Carla Carol Caroline
Carolyn Catherine Cathy Cecil Charles Charlie Charlotte Chelsea Cheryl Chloe Chris Christian Christina Christine
Christopher Chuck Cindy Claire Clare Clarence Claudia Clifford Clive Colin Connie Connor Corey Craig Curtis Cynthia
Daisy Dale Dan Daniel Danny Daphne Darren Dave David Dawn Dean Deborah Debra Denise Dennis Derek Diana Diane
Dominic Don Donald Donna Doris Dorothy Doug Douglas Duncan Dylan Earl Eddie Edith Edmund Edward Edwin Eileen Elaine
Eleanor Elizabeth Ella Ellen Elliot Elsie Emily Emma Eric Erica Erin Ernest Esther Ethan Eugene Eva Evan Evelyn
Faith Felicity Fiona Florence Frances Francis Frank Franklin Fred Freddie Frederick Gail Gareth Gary Gavin Gayle Gemma
Geoff Geoffrey George Georgina Gerald Geraldine Gerard Gilbert Gillian Glen Glenn Gloria Gordon Grace Graham Grant Greg
Gregory Gwen Hailey Hannah Harold Harriet Harrison Harry Hazel Heather Heidi Helen Henry Herbert Hilary Hillary Holly
Howard Hugh Hugo Ian Ida Imogen Irene Iris Isaac Isabel Isabella Isaiah Isla Ivan Ivy Jack Jackie Jacob Jacqueline Jake
James Jamie Jan Jane Janet Janice Jared Jasmine Jason Jay Jean Jeff Jeffrey Jemma Jennifer Jenny Jeremy Jerome Jerry
Jesse Jessica Jill Jim Jimmy Joan Joanna Joanne Joe Joel John Johnny Jon Jonathan Jordan Joseph Joshua Josh Joy Joyce
Judith Judy Julia Julian Julie June Justin Karen Karl Kate Katherine Kathleen Kathryn Kathy Katie Kay Keith Kelly Ken
Kenneth Kerry Kevin Kim Kimberly Kirk Kirsten Kit Kurt Kyle Lance Larry Laura Lauren Laurence Lawrence Leah Lee
Leigh Leo Leon Leonard Leslie Lewis Liam Lilian Lily Linda Lindsay Lindsey Lionel Lisa Liz Lloyd Logan Lois Lorraine
Louis Louise Lucas Lucy Luke Lydia Lynn Mabel Madeleine Madison Malcolm Marcus Margaret Maria Marian Marianne Marie
Marilyn Marion Marjorie Mark Marsha Martha Martin Mary Mason Matt Matthew Maureen Maurice Max Megan Melanie Melissa
Mia Michael Michelle Mick Mike Mildred Miles Millie Miranda Mitch Mitchell Molly Monica Morgan Morris Nancy Naomi
Natalie Natasha Nathan Neil Nell Nicholas Nick Nicola Nicole Nigel Noah Noel Nora Norma Norman Oliver Olivia Oscar Owen
Paige Pam Pamela Pat Patricia Patrick Paul Paula Pauline Peggy Penelope Penny Percy Pete Peter Phil Philip Phillip
Phoebe Phyllis Polly Rachel Ralph Randy Ray Raymond Rebecca Reginald Rex Rhys Richard Rick Ricky Rita Rob Robert Robin
Rodney Roger Roland Ron Ronald Rosalind Rose Rosemary Ross Roy Ruby Rupert Russell Ruth Ryan Sally Sam Samantha Samuel
Sandra Sandy Sara Sarah Scott Sean Sebastian Seth Shane Shannon Sharon Shaun Sheila Shelley Sheryl Shirley Sidney Simon
Sophie Spencer Stacey Stanley Stella Stephanie Stephen Steve Steven Stewart Stuart Sue Susan Suzanne Sylvia Tamara Tammy
Tara Ted Teresa Terrence Terry Thelma Theodore Theresa Thomas Tiffany Tim Timothy Tina Toby Todd Tom Tommy Toni Tony Tracey
Tracy Travis Trevor Tristan Tyler Valerie Vanessa Vera Vernon Veronica Victor Victoria Vincent Violet Virginia Vivian
Walter Wanda Warren Wayne Wendy Wesley Wilfred Will William Willie Yvonne Zachary Zoe
Alejandro Alfonso Alfredo Alicia Alvaro Ana Andres Antonio Armando Arturo Beatriz Camila Carlos Carmen Catalina Cesar
Cristina Diego Dolores Eduardo Elena Emilio Enrique Ernesto Esteban Felipe Fernando Francisca Francisco Gabriel Gabriela
Gerardo Gonzalo Guadalupe Guillermo Gustavo Hector Hernan Hugo Ignacio Ines Isabel Jaime Javier Jesus Joaquin Jorge Jose José
Juan Juana Julio Lorena Lucia Luis Luisa Luz Manuel Marcela Marco Marcos Margarita Mariana Mario Marta Mateo Mauricio
Mercedes Miguel Nicolas Nicolás Oscar Pablo Patricio Pedro Pilar Rafael Ramiro Ramon Raul Raúl Ricardo Roberto Rocio Rodrigo Rosa
Salvador Santiago Sergio Silvia Sofia Soledad Teresa Tomas Valentina Vicente Ximena Joao João Paulo Luiz Dilma Jair Thiago
Adriano Alessandro Alessia Andrea Angelo Bruno Chiara Claudio Dario Domenico Elisa Enzo Fabio Federica Federico Francesca
Francesco Franco Gianluca Giacomo Giancarlo Giorgia Giorgio Giovanni Giuseppe Giulia Lorenzo Luca Luigi Marcello Massimo
Matteo Nicola Paola Paolo Pietro Riccardo Roberta Romano Silvio Stefano Umberto Vincenzo
Alain Antoine Arnaud Bernard Brigitte Camille Cecile Chantal Christophe Claude Didier Dominique Edouard Emmanuel Etienne
Fabrice Francois François Françoise Frederic Genevieve Gerard Gilles Guillaume Guy Helene Henri Jacques Jean-Claude
Jean-Luc Jean-Marc Jean-Marie Jean-Pierre Jerome Laurent Luc Lucie Marc Marine Mathieu Michel Monique Nathalie Olivier
Pascal Philippe Pierre Raymond Rene René Sandrine Segolene Sylvie Thierry Valery Veronique Xavier Yves
Anders Andreas Angela Anke Annegret Annika Bernd Birgit Bjorn Björn Christoph Claus Dieter Dirk Ernst Erik Frank-Walter
Friedrich Georg Gerhard Greta Gunter Gunther Hans Hartmut Heiko Heinrich Heinz Helga Helmut Ingrid Jan Jens Joachim Johan Johann
Johannes Jorg Jörg Jurgen Jürgen Katrin Klaus Knut Kristina Lars Lena Lothar Ludwig Magnus Manfred Markus Marta Mette Mikael
Monika Nils Olaf Olof Otto Petra Rainer Ralf Rolf Rudolf Sabine Sigmar Silke Stefan Stefanie Sven Svenja Thorsten Torsten Ulrich
Ulrike Ursula Uwe Volker Werner Willem Willy Wolfgang Wouter Pieter Geert Jeroen Maarten Marijke Sanne Ragnar Sigurdur Gudni
Bjarni Katrin Sigrid Astrid Gunnar Einar Olafur Jon Birgitta Jóhanna Sigurður
Agnieszka Aleksander Aleksandr Aleksandra Aleksei Alexei Anatoly Andrei Andrej Andriy Anton Arkady Bogdan Boris Bohdan Dmitri
Dmitriy Dmitry Dmytro Donald Ekaterina Evgeny Gennady Grigory Igor Irina Ivan Jaroslaw Kirill Konstantin Ksenia Larisa Leonid Lech
Ludmila Maksim Maria Mikhail Mateusz Marek Milos Miroslav Natalia Nikita Nikolai Nikola Novak Oksana Oleg Oleh Oleksandr
Oleksii Olga Pavel Pavlo Petro Petr Piotr Radek Radoslaw Roman Ruslan Serge Sergei Sergey Serhiy Slobodan Stanislav Svetlana Taras
Tatiana Tomasz Vaclav Vadim Valentyna Valery Vasily Viktor Viktoria Vitali Vitaly Vladimir Volodymyr Vyacheslav Yaroslav Yevgeny
Yulia Yuri Zdenek Zoran Zuzana Dragan Goran Ljubomir Aleksandar Mirjana Ivana Jelena Ana Andrzej Zbigniew Jozef Robert Katarzyna
Attila Balazs Bela Eszter Ferenc Gabor Gyorgy György Ildiko Imre Istvan István Janos János Jozsef Judit Katalin Laszlo László
Miklos Peter Sandor Sándor Tamas Tamás Tibor Viktor Zoltan Zoltán Zsolt Zsuzsanna Péter Gergely Ágnes
Giorgos Kostas Yannis Alexis Kyriakos Dimitris Nikos Yiannis Antonis Panos Eleni
Abdallah Abdel Abdul Abdulaziz Abdullah Abdulrahman Adel Adnan Ahmad Ahmed Aisha Akram Ali Alia Amal Amin Amina Amir
Amira Anwar Ashraf Asif Asma Ayman Ayub Aziz Bashar Bashir Bilal Dalia Ebrahim Emad Fadi Fahad Faisal Farah Farid Farooq Fatima
Fawzi Ghassan Habib Hadi Hafez Hafiz Hakan Hakim Hala Hamad Hamid Hamza Hana Hani Haroon Hasan Hashim Hassan Haider Hesham Hisham
Hosni Hossam Hossein Huda Husain Hussain Hussein Ibrahim Idris Imad Imran Iqbal Ismail Jalal Jamal Jamil Javad Kamal Kareem Karim
Kassem Khadija Khalid Khalil Layla Leila Mahmood Mahmoud Majid Malik Mansour Maryam Marwan Masoud Mehmet Mohamed Mohammad Mohammed
Mohsen Mona Mostafa Muhammad Mujahid Munir Murad Musa Mustafa Nabil Nada Nadia Nasser Nasrin Nawaz Noor Nour Omar Osama Osman Qassem
Rahim Rami Rania Rashid Reza Riad Ruhollah Saad Sadiq Saeed Said Salah Saleh Salim Salma Salman Sami Samir Samira Sana Sayed Sayid
Shahid Sharif Sheikh Shireen Sohail Suleiman Sultan Syed Tahir Taha Tariq Tayyip Usama Usman Walid Waleed Yahya Yasir Yasser Yasmin
Younis Yousef Youssef Yusuf Zahra Zaid Zainab Zakaria Zeinab Ziad Ghulam Gulbuddin Hamdullah Najib Recep Ahmet
Ayse Emine Fatma Kemal Bulent Abdulla Selahattin Cem Murat Mesut Orhan Elif Zeynep Ekrem
Aditya Ajay Ajit Akshay Amit Amitabh Anand Anil Anita Anjali Ankit Arjun Arun Arvind Ashok Asha Deepak Devendra Dinesh Divya
Ganesh Gautam Geeta Gopal Govind Harish Hari Indira Jagdish Jawaharlal Jayaram Jyoti Karthik Kavita Kiran Krishna Kumar Lakshmi
Lalit Madhu Mahesh Mahatma Mamata Manish Manmohan Manoj Meera Mohan Mukesh Narendra Naresh Naveen Neha Nikhil Nirmala Nitin Pankaj
Pooja Pradeep Prakash Pranab Prasad Pratap Praveen Priya Priyanka Raghav Rahul Raj Rajendra Rajesh Rajiv Rajnath Rakesh Ram Ramesh
Ranjit Ravi Rekha Rishi Rohit Sachin Sandeep Sanjay Sanjeev Santosh Satish Shankar Shashi Shiv Smriti Sonia Subhash Sudhir Sunil
Sunita Suresh Sushma Uma Usha Varun Vijay Vikram Vinod Virat Vivek Yogi Mahinda Gotabaya Maithripala Ranil Sheikh Khaleda Hasina
Akihito Akio Akira Aki Asuka Aya Ayaka Ayumi Daisuke Eiji Emi Fumio Haruhiko Haruka Haruki Haruto Hayao Hideki Hideo Hiroaki Hirofumi
Hiroki Hiromi Hiroshi Hiroto Hiroyuki Ichiro Jiro Junichiro Junko Kaori Kaoru Katsuya Kazuo Kazuko Keiko Keisuke Kei Kenichi
Kenji Kenta Kento Koichi Koji Kumiko Makoto Mai Mami Mana Manabu Mao Mariko Masahiro Masako Masao Masaru Masato Masayoshi Mayumi Megumi
Mei Michiko Midori Miho Mika Miki Mitsuru Miyuki Mizuki Naoko Naomi Naoto Nobuo Noriko Osamu Rei Reiko Ren Rie Rina Ryo Ryota Ryu Sadako
Sakura Satoshi Satsuki Sayaka Seiji Seiko Shigeru Shinichi Shinji Shintaro Shinya Shinzo Shiori Shizuka Shohei Shota Sora Sota Susumu
Tadashi Taichi Takaaki Takako Takahiro Takashi Takeo Takeshi Takuya Taro Tatsuya Tetsuya Tomoko Tomomi Toru Toshihiro Toshio Tsutomu
Yasuhiro Yasuo Yoichi Yoko Yoshi Yoshihide Yoshihiko Yoshiko Yoshimasa Yoshiro Yoshitaka Yui Yuichi Yuichiro Yuka Yuki Yukio Yuko Yumi
Yuriko Yusuke Yuta Yuto Sanae Takamori Minoru Hayato Seishiro Wataru Ken Jun Kyoko Aiko
Jae-in Jae-myung Jong-un Jong-il Il-sung Geun-hye Myung-bak Dae-jung Moo-hyun Ki-moon Yong-hyun Ji-hye Min-ji Seok-yeol Suk-yeol Yo-jong
Jinping Keqiang Xiaoping Zedong Jintao Jiabao Wei Ming Ying-wen Jieming Xiulan Guoqiang Jianguo Hui Xiaoming Wenliang Weiwei Xiaobo
Nguyen Thanh Minh Linh Huong Dung Quang Phuc Trong Duc Anh Tuan Lan Hoa Ngoc
Aung Kyaw Khin Thein Zaw Myint Htin Nyan Thant Moe Tin Hla Su Phyo Nay
Agus Bambang Budi Dewi Eko Joko Megawati Prabowo Puan Retno Sri Sukarno Suharto Susilo Wahyu Yudhoyono Ganjar Anies Tri Siti Nur
Benigno Corazon Ferdinand Imelda Leni Rodrigo Sara Bongbong
Somchai Prayut Thaksin Yingluck Srettha Paetongtarn Abhisit Sompong Anutin
Abena Abiy Adama Ade Adebayo Adeola Akin Akosua Ama Amara Amadou Aminata Ayodele Babajide Blaise Bola Boubacar Chidi Chinedu Chinua
Chukwuma Cyril Desta Emeka Fatou Femi Folake Goodluck Haile Hakainde Ifeanyi Ikechukwu Jakaya Jomo Julius Kagiso Kofi Kwabena
Kwame Kwesi Lindiwe Macky Mamadou Mandla Mangosuthu Meles Moussa Mwai Nana Nelson Ngozi Nkosazana Nomvula Obi Olusegun Oluwaseun
Ousmane Paul Raila Robert Sekou Sello Seun Siphiwe Sipho Tendai Thabo Thandi Themba Thulani Tunde Uhuru Uche Wangari Winnie Yaw Yemi
Yoweri Zanele Zola Keisha Latoya Tyrone Jamal DeShawn Malik Tyrell Darnell Shanice Moshe Benjamin Binyamin Avigdor Naftali
Yair Shimon Ehud Ariel Golda Tzipi Yitzhak Isaac Avi Yossi Noa Gal Ronen Eli Itamar Bezalel Benny Gadi Yoav Amos Shlomo Menachem Chaim
Wei-Ling Siew Mei-Ling Boon Hsien Chee Tharman Mahathir Anwar Najib Muhyiddin
"""
