"""Paragraphs of correct press prose, of our own making: the rules find nothing in them."""

N = "\N{NO-BREAK SPACE}"

SWEDISH = (
    # Culture
    "Kulturskolan öppnar dörrarna lördag 15 september 2018 kl. 11.00–15.00. Den som vill kan prova"
    " fiol, slagverk eller dans, och fika finns till självkostnadspris.",
    "Utställningen ”Glas i ljus” visas till och med den 4 november. Museet har öppet tisdag–söndag"
    " 10–17, onsdagar till 20, och inträdet är fritt för alla under 19 år.",
    "Filmen ”[The Square]{lang=en}” visas på nytt. Regissören Ruben Östlund deltar via länk, och"
    " samtalet leds av Anna-Karin Ek-Lund.",
    "Körerna sjunger verk av J.S. Bach, A. Ek och Évert Taube. Konserten tar ca 90 minuter, inkl."
    " paus, och biljetter kostar 120 kr (ungdom 60 kr).",
    "Festivalen har funnits sedan 1987 (med uppehåll 1995–1997). I år väntas drygt"
    f" 12{N}500 besökare, mot 11{N}900 i fjol.",
    # Roads and traffic
    "Gång- och cykelvägen mellan Teleborg och Campus stängs måndag 3 september 2018 och öppnar igen"
    " i oktober. Omledningen är skyltad via Storgatan 3–5 och Kungsvägen 12 A.",
    "Väg 23/30 får 2+1-körfält på en sträcka av 4,7 kilometer. Hastigheten sänks till 70 km/tim"
    " medan arbetet pågår, och E4:an påverkas inte.",
    "Bussarna på linje 1, 3 och 12 går i 10-minuterstrafik kl. 6–9 och 15–18. Övrig tid går de"
    " som vanligt, dvs. en gång i halvtimmen.",
    "Trafikverket och kommunen delar på kostnaden, 50/50. Bron är 38 meter lång och 3,5 meter bred"
    " och byggs i cortenstål, ett s.k. rosttrögt stål.",
    # School
    "Eleverna i årskurs 7–9 får nya scheman i augusti. F–3 och fritidshemmet berörs inte, och"
    " förskoleklassen startar som vanligt den 20 augusti.",
    "Av kommunens 62 förskolor har 14 valt att delta. Barnen, 3–5 år gamla, odlar, lagar mat och"
    " mäter vad som slängs – ett arbete som de själva leder.",
    "Läsåret 2018/19 börjar 20 augusti och slutar 12 juni. Höstlovet är vecka 44 2018"
    " (29 oktober–2 november).",
    "Skolan har 1:1, dvs. en dator till varje elev, och it-avdelningen har öppet 7.30–16.30."
    " Ring 0470-410 00 eller skriv till it@vaxjo.example.",
    # Budgets
    f"Budgeten för 2019 omfattar 6{N}120 miljoner kronor. Resultatet väntas bli 78,4 mnkr, eller 1,6"
    " procent av skatter och bidrag.",
    "Investeringarna uppgår till 1,2–1,4 miljarder kronor per år 2019–2021. Mest går till skolor,"
    " vatten och avlopp samt gator.",
    f"Taxan höjs med 2{N}%, från 4{N}350 till 4{N}437 kronor om året för en normalvilla. Betala till"
    " bankgiro 123-4567 senast 2018-09-30.",
    "Skatten är oförändrad: 21:19 per hundralapp, varav 20:66 till kommunen före växlingen. Beslutet"
    " fattades med 38 röster mot 23.",
    "Revisorerna granskar 17 bolag, bland annat Vidingehem, Växjö Energi (VEAB) och Veab Elnät AB."
    " Rapporten, KS 2018-00123, blir offentlig i maj.",
    # Sports
    "Östers IF vann derbyt mot Kalmar FF med 3–2 efter 1-2 i halvtid. Publiksiffran,"
    f" 10{N}872, är årets högsta på Visma Arena.",
    "Växjö Lakers slog Frölunda med 4-1 (2-0, 1-1, 1-0) i den fjärde finalen och leder serien med"
    " 3–1 i matcher.",
    "Damlaget spelar 4-4-2 och möter IFK Göteborg i kvartsfinalen. Avspark kl. 15.00 på Värendsvallen"
    " – fri entré.",
    "Loppet vanns på 2.31.07 av Eva Ström, Hässelby SK. Tvåa blev fjolårssegraren, 1 minut och 12"
    " sekunder efter.",
    # Emergencies
    "Det råder extremt stor brandrisk i skog och mark. Eldningsförbudet gäller i hela länet från"
    " onsdag 4 juli 2018 kl. 08.00 och tills vidare.",
    "Ring 112 om du ser rök eller eld i naturen. För information, ring 113 13; för råd om vård,"
    " 1177. Numren 020-22 40 00 och 0771-567 567 är öppna dygnet runt.",
    "Koka allt vatten som du dricker eller lagar mat med. Rekommendationen gäller Lessebo, Hovmantorp"
    " och Kosta, men inte Skruv.",
    "Räddningstjänsten fick larmet kl. 02.14. Tolv brandmän i fyra bilar var på plats inom nio"
    " minuter, och vid 5-tiden var elden släckt.",
    f"SMHI varnar (klass 2) för vindar på 25–28{N}m/s i byarna. Temperaturen sjunker till −12{N}°C,"
    " lokalt −15.",
    # Quotations
    "– Vi har väntat på det här i tio år, säger Maja Exempel, ordförande i tekniska nämnden. Nu börjar"
    " arbetet – och det blir bra.",
    "– ”Bra nog” räcker inte, säger Nils Exempel, skolchef i Växjö. Vi ska bli bäst i landet på det"
    " som vi gör.",
    "– Det känns overkligt! Tänk att vi vann, säger Åsa Exempel, kapten i laget.",
    "Enligt kommunens policy är ”bisyssla” sådant som anställda gör vid sidan av tjänsten. Ordet"
    " ”jäv” definieras i förvaltningslagen (2017:900) 16–18 §§.",
    # Law, diary numbers and other numbers
    "Beslutet grundas på plan- och bygglagen (2010:900), PBL, 9 kap. 31 b §, och på EU:s"
    " förordning 2016/679. Diarienummer: BN 2018-1234.",
    "Dataskyddsförordningen började gälla 25 maj 2018. Organisationsnumret är 212000-0662 och"
    " momsnumret SE212000066201.",
    "Läs Joh. 3:16 eller Ps 23:1–4 vid gudstjänsten i domkyrkan, söndag kl. 11.00. Kyrkoherden"
    " predikar, och kören sjunger psalm 200.",
    "Kartan är i skala 1:50 och finns som PDF (2,4 MB). Koordinaterna är 56.8777, 14.8091, eller"
    " N 56° 52,66′, E 14° 48,55′.",
    "Appen finns i version 2.0.1 för iOS 11.4 och senare. Servern har adressen 192.168.1.10 och svarar"
    " på https://app.vaxjo.example/api/v2/start-page.html.",
    # Names, hyphens and abbreviations
    "EU-finansierade projekt, e-tjänster, u-länder, X-ryd och 90-talets it-bubbla: allt rymdes i"
    " Per-Olof Svensson-Ahls föreläsning om svensk-finska relationer.",
    "Bl.a. Lars Larsson m.fl. har, t.ex. i Kronobergs-Nytt, skrivit om ett f.d. bruk. Jfr s. 12–14 och"
    " 28 f. i boken; se även kap. 3.",
    "Kommunen har SMS-tjänster, wifi på bussarna och en chatt. Till- och frånflyttning redovisas"
    " kvartalsvis – senast i maj – av SCB.",
    "In- och utpasseringen sker via låset på Norra Järnvägsgatan 7 B, 2 tr. Postadressen är Box 1222,"
    " 351 12 Växjö.",
    "Tre frågor står på dagordningen: budget, skolskjuts och val. Det regnade på förmiddagen; ändå kom"
    " fler än väntat.",
    "Ansökan görs på www.vaxjo.example/bidrag senast 30 september 2018, kl. 23.59. Frågor? Mejla"
    " fritid-idrott@vaxjo.example eller ring 070-174 06 05.",
    "Vattnet i Växjösjön är 1,4–2,1 meter klart, och Trummens 0,7–1,2. Sedan 2016 har siktdjupet ökat"
    " med 35 procent 🎉 – bäst i länet!",
    "Filen siktdjup-2016-2018.csv och bilden IMG_2018-06-01.jpg får användas fritt. Kommandot"
    " `kppress check - x` visar `10:30` i loggen.",
    "Sida, SKL och ICLD betalar. Arbetet följer FN:s Agenda 2030 (mål 6 och 11) och pågår 2015–2019,"
    " se [projektets sida](https://www.vaxjo.example/2015-2019).",
    "Ungefär 35112 väljare har röstat, och 7 av 10 gjorde det i förtid. I Araby var det 62,4 %, i"
    " Öjaby 88,1 %.",
    "Telefontiden är 9–11. Växeln har nummer +46 470 410 00, och från Finland ringer man +358 9 123"
    " 4567.",
)

BLOCKS = (
    "Så stor blev skillnaden:\n\n- Växjösjön: från 1,4 till 2,1 meter\n- Trummen: 1,2–1,7 meter\n"
    "- Antal prov: 3 × 12, dvs. 36",
    "| Dag | Tid | Resultat |\n| --- | --- | --- |\n| mån–fre | 10.00–18.00 | 3–2 |\n"
    f"| lör | 10–15 | 1{N}500 kr |\n| sön | – | 2018-07-01 |",
    "1. Läget i skog och mark\n2. Så har beredskapen stärkts\n3. Frågor\n\n> Den som gapar efter mycket"
    " mister ofta hela stycket.\n\nNoten[^1] säger mer.\n\n[^1]: Se SFS 2018:1937, s. 4–6.",
)

ENGLISH = (
    "All walks start at 19:00 by the jetty below the cathedral, and each has its own theme. The"
    " doors close at 21:30.",
    "The waterworks supplies 60,000 households and cost SEK 120 million. It was built in 2013–2015"
    " and opened on Monday 4 May 2015.",
    "“We have a great deal to learn from one another,” says Maja Exempel, chief financial officer of"
    " Växjö Municipality.",
    "The first project, “Municipal work to empower children and youths”, runs for two years and is"
    " well-funded.",
    "The visitors stay during the week of 7–13 May 2018. They will meet [Ungdom i Centrum]{lang=sv}"
    " and the Church of Sweden.",
    "Call +46 470 410 00 or write to press@vaxjo.example. The decision (KS 2018/17) is published at"
    " https://www.vaxjo.example/en/decisions-2018.",
    "Öster won 3–2 after trailing 1-2 at half-time. The crowd of 10,872 was the season’s largest.",
    "The risk of fire is extremely high. From 08:00 on Wednesday 4 July 2018, open fires are"
    " forbidden – even in your own garden.",
    "The lake is 2.1 metres clear, up from 1.4, and the temperature is 18.5 °C. It’s the best year"
    " since 1987.",
    "The budget of €1.2 million covers half-time staff, a state-of-the-art lab and two follow-up"
    " studies (2019–).",
)
