/**
 * What is tried first when somebody guesses: words, names, rows of keys and years that people take when a password must
 * have eight characters. In lower case; runs and repetitions are found by rule and need no place here.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
password password1 password12 password123 password1234 password12345 password01 password2 password3 password! password!1 password@1 password@123
passw0rd passw0rd1 p@ssword p@ssword1 p@ssw0rd p@ssw0rd1 p@ssw0rd123 pa$$word pa$$w0rd passwort passwort1 passwort123 passwordpassword mypassword
mypassword1 thepassword newpassword newpassword1 oldpassword yourpassword changeme changeme1 changeme123 changeit changethis letmein1 letmein12
letmein123 letmeinnow letmein! welcome1 welcome12 welcome123 welcome1234 welcome! welcome@123 welcome2024 welcome2025 welcome2026 welcomehome
administrator admin123 admin1234 admin12345 admin123456 admin@123 adminadmin administrator1 rootroot rootpass toortoor superuser superadmin sysadmin
poweruser guestguest guest123 guest1234 testtest test1234 test12345 test123456 testing1 testing123 testpassword tester123 default1 defaultpassword
temp1234 temppass temppassword temporary demo1234 demodemo example1 sample123 user1234 user12345 username username1 useruser login123 login1234
loginlogin signin123 secret12 secret123 secret1234 secretsecret topsecret classified noaccess access14 accessgranted security security1 keepout123
qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyui qwertyuiop qwertyuiop1 qwertyqwerty qwerty1! qwerty77 qwerty99 qwertz123 qwertzuiop
azerty123 azertyuiop asdfasdf asdfghjkl asdf1234 asdfasdf1 asdfqwer asdfjkl; zxcvbnm1 zxcvbnm123 zxcvzxcv zaq12wsx zaq1zaq1 zaq1xsw2 1qaz2wsx
1qaz2wsx3edc 1qazxsw2 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qazwsxedc qazwsx123 qweasdzxc qweasd123 qwe123qwe qweqwe123
wsxedcrfv poiuytrewq lkjhgfdsa mnbvcxz1 !qaz2wsx 12345678 123456789 1234567890 12345678910 123456781 1234567891 123456789a 123456789q 12345678a
1234567a 1234567q 0123456789 01234567 09876543 0987654321 9876543210 987654321 87654321 11223344 1122334455 112233445566 11112222 12341234 123123123
123321123 123454321 1234554321 12344321 123412345 121212121 123456123456 147258369 147852369 159357258 741852963 789456123 456789123 963852741
10203040 102030405060 13131313 14141414 20202020 19841984 20002000 20012001 20102010 20202021 20232023 20242024 20252025 31415926 314159265 27182818
11235813 112358132134 24682468 13579135 1357924680 135792468 55555555 66666666 69696969 77777777 88888888 99999999 00000000 01010101 01020304
010203040506 98765432 a1234567 a12345678 a123456789 a1b2c3d4 a1b2c3d4e5 aa123456 aa12345678 aaa111222 ab123456 abc12345 abc123456 abc123456789
abcd1234 abcd12345 abcd123456 abcde123 abcde12345 abcdef12 abcdef123 abc123abc abc123def abcabc123 abcdefgh abcdefghi asd12345 asd123456 asdasd123
as123456 q1234567 q12345678 q123456789 qq123456 z1234567 z12345678 zz123456 x1234567 1a2b3c4d 1a2b3c4d5e 123qweasd 123qwe123 123qweasdzxc 123abc123
1234abcd 1234qwer 12345qwert 123456qwerty 123456abc 1234567890a 12345abc 12345abcde 123asd123 iloveyou iloveyou1 iloveyou12 iloveyou123 iloveyou2
iloveyou! iloveyouso iloveme1 ilovegod ilovemom ilovemydog ilovehim iloveher loveyou1 loveyou123 loveme123 lovelove lovelove1 lovely123 lover123
forever1 foreverlove foreveryoung mylove123 truelove sweetheart sweetheart1 sweetie1 darling1 princess princess1 princess12 princess123 prince123
angel123 angelina babygirl babygirl1 baby1234 babyboy1 beautiful beautiful1 butterfly butterfly1 friends1 friendship bestfriend happy123 happyday
happiness sunshine sunshine1 sunshine123 rainbow1 rainbow123 blessed1 jesus123 jesuschrist godisgood godislove jesusloves faithhope football football1
football12 football123 baseball baseball1 baseball123 basketball basketball1 softball soccer12 soccer123 hockey123 volleyball swimming1 liverpool
liverpool1 liverpool123 chelsea1 chelsea123 arsenal1 arsenal123 everton1 barcelona barcelona1 realmadrid manchester manunited juventus acmilan1
yankees1 steelers cowboys1 lakers24 eagles123 jordan23 michael1 michael123 jennifer jennifer1 jessica1 jessica123 charlie1 charlie123 thomas123
daniel123 matthew1 anthony1 andrew123 joshua123 ashley123 amanda123 nicole123 michelle michelle1 samantha samantha1 elizabeth elizabeth1 alexander
alexander1 alexandra benjamin christian christopher christina stephanie victoria veronica patricia jonathan nicholas william1 richard1 robert123
george123 maggie123 buster123 bailey123 jasmine1 natalie1 patrick1 vanessa1 sebastian valentina gabriela fernando superman superman1 superman123
batman123 batman1234 spiderman spiderman1 ironman123 captainamerica wolverine starwars starwars1 starwars123 startrek startrek1 darthvader jedimaster
pokemon1 pokemon123 pikachu1 pikachu123 naruto123 dragonball dragon12 dragon123 dragon1234 blackdragon minecraft minecraft1 minecraft123 fortnite
fortnite1 fortnite123 roblox123 nintendo playstation xbox1234 callofduty counterstrike warcraft worldofwarcraft runescape blink182 metallica
metallica1 nirvana1 slipknot slipknot1 greenday eminem123 beyonce1 michaeljackson harrypotter harrypotter1 hogwarts gryffindor gandalf1 lordoftherings
terminator rockstar1 rocknroll hellokitty hello123 hello1234 hello12345 hellohello hellothere helloworld helloworld1 goodbye1 whatever whatever1
whatever123 trustno1 trustnoone nothing1 something something1 anything1 anonymous unknown1 blahblah blahblah1 asshole1 fuckyou1 fuckyou2 fuckyou123
fuckoff1 bullshit bitch123 pussycat master12 master123 mastermaster shadow12 shadow123 monkey12 monkey123 monkeyman tigger12 tigger123 tiger123
lion1234 eagle123 falcon12 phoenix1 panther1 mustang1 mustang123 corvette ferrari1 ferrari123 porsche1 mercedes mercedes1 toyota123 yamaha123
suzuki123 harley123 hunter12 hunter123 ranger123 cowboy123 soldier1 warrior1 samurai1 ninja123 killer12 killer123 thunder1 thunder123 lightning
blizzard hurricane midnight midnight1 darkness november december september october1 february saturday thursday summer12 summer123 summer2024
summer2025 summer2026 winter12 winter123 winter2024 winter2025 winter2026 spring123 spring2025 spring2026 autumn123 autumn2025 autumn2026 january1
monday123 friday13 birthday birthday1 christmas christmas1 halloween holiday1 vacation1 computer computer1 computer123 internet internet1 internet123
network1 server123 database database1 oracle123 mysql123 postgres postgres1 windows1 windows10 windows123 microsoft microsoft1 google123 google1234
facebook facebook1 facebook123 instagram youtube1 youtube123 samsung1 samsung123 iphone123 android1 android123 nokia123 motorola linkedin linkedin1
whatsapp1 twitter1 chrome123 firefox1 cisco123 apple123 orange12 orange123 banana12 banana123 cherry12 peanut123 cookie12 cookie123 cookies1 chocolate
chocolate1 cheese123 chicken1 chicken123 pepper12 pepper123 ginger123 coffee123 pizza123 hamburger strawberry blueberry watermelon pineapple cocacola
cocacola1 pepsi123 whiskey1 jackdaniels marlboro marlboro1 marijuana cannabis money123 moneymoney millionaire dollar123 diamond1 diamond123 crystal1
crystal123 silver123 golden123 platinum business company1 company123 office123 manager1 manager123 student1 student123 teacher1 school123 college1
university welcome01 america1 australia california canada123 england1 london123 newyork1 newyork123 paris123 berlin123 germany1 france123 russia123
brazil123 mexico123 india123 pakistan bangladesh philippines indonesia vietnam1 singapore correcthorsebatterystaple photo123 picture1 pictures
gallery1 gallery123 images123 vitrine1 vitrine12 vitrine123 vitrinevitrine
`
    .trim()
    .split(/\s+/),
);
