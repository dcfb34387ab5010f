"""Words and common given names that tell whether "he" or "she" may stand for a person.

Written for this project from general knowledge. A name in neither list leaves both open.
"""

FEMALE_WORDS = frozenset(
    "mrs ms miss madam madame lady dame queen princess duchess baroness sister mother mum mom mummy grandmother grandma aunt auntie wife "
    "daughter niece widow girl woman girlfriend actress spokeswoman chairwoman congresswoman councilwoman businesswoman policewoman "
    "saleswoman stewardess waitress housewife nun señora frau signora empress countess".split()
)
MALE_WORDS = frozenset(
    "mr sir lord king prince duke baron brother father dad daddy grandfather grandpa uncle husband son nephew widower boy man boyfriend "
    "actor spokesman chairman congressman councilman businessman policeman fireman salesman steward waiter monk señor herr signor emperor "
    "count pope imam ayatollah mullah sheikh".split()
)
FEMALE_NAMES = frozenset(
    "abigail ada adele agnes aisha alexandra alice alicia alison allison amanda amber amelia amina amy ana anastasia andrea angela angelina "
    "anita ann anna anne annie antonia april ashley asma audrey ayesha barbara beatrice beatriz becky bella bernadette beth betty beverly bianca "
    "bonnie brenda bridget brittany camila carla carmen carol carolina caroline carolyn carrie catherine cathy cecilia charlotte chelsea cheryl "
    "chloe christina christine cindy claire clara claudia colleen connie cynthia daisy dana daniela daniella danielle daphne dawn deborah debra "
    "delia denise diana diane dolores donna dora doris dorothy eileen elaine eleanor elena elisa elisabeth elizabeth ella ellen elsa emily emma erica "
    "erin esther eva eve evelyn faith fatima felicity fiona florence frances francesca gabriela gabriella gail gemma georgia georgina geraldine gillian "
    "gina giulia gloria grace gwen hannah harriet hazel heather heidi helen helena hilary hillary holly huma ida imogen ines ingrid irene iris isabel isabella "
    "ivana ivanka jacqueline jane janet janice jasmine jean jeanne jenna jennifer jenny jessica jill joan joanna joanne jodie josephine joy joyce juanita judith "
    "judy julia juliana julie june karen kate katherine kathleen kathryn kathy katie katrina kayla kellyanne kimberly kirsten kristen kristin kristina "
    "lara laura lauren layla leila lena leslie lilian lily linda lindsay lisa liz loretta lorraine louise lucia lucy luisa lydia lynn madeleine madison maggie "
    "malala mandy margaret maria mariam marian marianne marie marilyn marina marissa marjorie marsha martha mary maryam matilda maureen maxine megan melania melanie "
    "melissa mercedes mia michelle mildred miranda miriam molly monica nadia nancy naomi natalie natasha nicola nicole nina nora norma olga olivia paige "
    "pamela patricia paula pauline peggy penelope penny phoebe phyllis polly priscilla priya rachel rebecca regina rhonda rita roberta rosa rosalind rose "
    "rosemary ruth sabrina sally samantha sandra sara sarah selina serena shannon sharon sheila shelley sheryl shirley silvia sofia sonia sophia sophie "
    "stacey stella stephanie sue susan susanna susannah suzanne sylvia tamara tammy tanya tara teresa tessa theresa tiffany tina tracy ursula valentina valerie "
    "vanessa vera veronica victoria violet virginia vivian wendy yasmin yolanda yvette yvonne zainab zoe yuki yoko sakura keiko naoko michiko mei xiaomei "
    "astrid sigrid solveig kirsti anneli annika birgit greta hedda liv pernille ayaka kaoru sunita lakshmi anjali deepika indira sonya svetlana tatiana irina natalia oksana yulia ludmila marta agnieszka katarzyna giorgia paola chiara".split()
)
MALE_NAMES = frozenset(
    "aaron abdul abdullah adam adrian ahmed alan albert alberto alejandro alexander alfred ali allen alvin andre andrew andy angus anthony antonio arnold "
    "arthur barack barry ben benjamin bernard bernie bill billy bob bobby boris brad bradley brandon brendan brett brian bruce bryan calvin carl carlos "
    "charles chris christopher chuck clarence clifford clive colin connor craig curtis dale damian dan daniel danny darren dave david dean dennis derek diego "
    "dmitry dominic don donald doug douglas duncan dwight earl eddie edgar edmund eduardo edward edwin elliot emmanuel enrique eric ernest eugene felipe "
    "fernando francis francisco frank fred frederick gareth gary gavin geoff geoffrey george gerald gerard giovanni glenn gordon graham greg gregory guillermo "
    "gustavo guy hans harold harry hassan hector henry herbert howard hugh hugo ian ibrahim igor isaac ismail ivan jack jacob jake james jared jason javier jay jeff "
    "jeffrey jeremy jerome jerry jim jimmy joe joel johan john johnny jon jonathan jorge jose joseph josh joshua juan julio justin karl keith ken kenneth "
    "kevin kirk kurt kyle lance larry lawrence leon leonard leonardo liam lloyd louis lucas luigi luis luke manuel marco marcus mario mark martin marvin "
    "mathew matt matthew maurice max mehmet michael miguel mike mitch mitchell mohamed mohammad mohammed morris muhammad mustafa narendra nathan neil nelson "
    "nicholas nick nigel noah norman oliver omar oscar osama otto owen pablo patrick paul pedro pete peter phil philip phillip pierre rafael ralph ramon randy "
    "raul ray raymond recep ricardo richard rick rob robert roberto rodney rodrigo roger roland ron ronald ross roy rupert russell ryan salman sam "
    "samuel scott sean sebastian sergei sergey shane shaun shinzo fumio shigeru yoshihide takeshi hiroshi kenji taro ichiro simon stanley stefan stephen steve steven stuart syed ted terry "
    "theodore thomas tim timothy tobias toby todd tom tommy tony trevor vincent vladimir volodymyr walter warren wayne wilfred william willie xavier yusuf zachary "
    "raj rajesh ravi sanjay anil sunil amit arjun vikram hideki masao takaaki jean-claude jean-luc klaus jürgen wolfgang heinz lars sven erik olaf nikolai alexei andrei dmitri oleg viktor yuri "
    "tomas per ole knut magnus henrik anders nils bjorn mikael mattias fredrik jonas kristian petter arne leif pavel piotr andrzej jaroslaw giuseppe matteo lorenzo paolo silvio mariano alfonso ernesto rahul abdel hamid karim khalid mahmoud nasser rashid saeed tariq zabihullah".split()
)
