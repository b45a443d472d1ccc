"""The commonest words of languages that share a script, with those that technical documents repeat."""

from collections.abc import Mapping

_SERBO_CROATIAN = (
    "i je u na se da za su s sa ili od kao koji koja koje to ne ako ovaj ova bi sam nije iz će biti samo može kako ali "
    "po do prema te već bio bila bilo jer sve li ovo što nego zatim želite možete treba "
    "kroz bez još nema mora dok svoj datoteka datoteke datoteku kada između nakon svaki korisnik mreža "
    "naredba"
)
"""What Croatian, Bosnian and Serbian in Latin letters have in common."""

COMMON_WORDS: Mapping[str, str] = {
    "af": (
        "die en van is nie het in om te vir wat jy met dit kan hierdie ons word sal of deur aan ook as was "
        "hulle een jou na by uit"
    ),
    "az": "və bu bir üçün ilə də da deyil olan kimi daha çox hər ki onun isə sonra var əgər ya necə olaraq",
    "bs": (
        f"{_SERBO_CROATIAN} također takođe vrijednost vrijeme gdje prije poslije uvijek dvije riječ primjer mjesto "
        "sljedeći ovdje dio šta ko računar ekran sistem sistema tokom link fajl fajla fajlove korištenje server "
        "historija hiljada sedmica lahko mehko općina uslov nivo preduzeće tačno zrak muzika voz"
    ),
    "ca": (
        "el la els les de i a que en per un una és amb no es del dels al als aquest aquesta com més si o però "
        "pot seva sense també són fer això fitxer totes tots ús ordre exemple des fins on quan"
    ),
    "cs": (
        "a je v na se z do že s to pro o i jak by které který jsou nebo pokud tento tato soubor ve k po už "
        "může být této jako ale když není také jeho všechny zobrazit příkaz lze vytvořit"
    ),
    "cy": "y yn a i o ar mae yr am ei gan wedi ac er fel hyn nad bod eich chi ffeil gyda oes neu",
    "da": (
        "og i at er en det til på af de for med den som der ikke et kan du har eller hvis fra denne dette "
        "skal vil også være når om din ud hvad hvordan mere efter alle filen mig sig nu op jeg han var men "
        "hun blev"
    ),
    "de": (
        "der die das und ist in zu den nicht mit sie ein eine für auf von im des dem wird sich werden oder "
        "auch als wenn wir an es kann können ihre diese dieser dies aus bei nach einen einer sind du ich "
        "haben hier zum zur wie datei zeigt alle über nur um noch war er aber dass man "
        "installation konfiguration voraussetzungen einführung übersicht parameter"
    ),
    "en": (
        "the of and to in is for you a that this with are on as be it can or your from by an not will have if "
        "which use we at all but has more when how i was were what about they so he his her she my me do does "
        "no one there their our us file see using also them its into any only some these those would should "
        "been other new "
        # Of headings, which have no others.
        "getting started quick guide overview prerequisites requirements usage examples settings "
        "troubleshooting known issues advanced basics error errors handling configuration installation "
        "introduction documentation description conclusion limitations contributing license considerations "
        "understanding creating building installing running adding setting writing managing working upgrading "
        "further reading related questions practices problems acknowledgements deployment update release "
        "notes"
    ),
    "es": (
        "el la los las de y a que en un una es por con no para se del al lo como más si o su esta este puede "
        "sus pero ha muy sin sobre también son todo hay ya está ser hacer desde cuando uso usando archivo "
        "archivos ejemplo comando información todos puedes cómo tu muestra mi fue mostrar cada entre"
    ),
    "et": (
        "ja on ei see et ning kui või mis ka oma selle saab nii aga kas tema siis olid oli seda mida kuidas fail sa ma"
    ),
    "eu": (
        "eta da du bat ez dira hau egin izan ere dute dago baina dituzte zen edo honetan fitxategi erabili bere baten"
    ),
    "fi": (
        "ja on ei se että tämä joka voi ovat kun tai mutta myös oli niin sen jos hän mitä olla kuin vain sekä "
        "tämän sitä ole tiedosto miten minä nyt voit siitä jotka"
    ),
    "fr": (
        "le la les de et à un une des en que est pour dans du vous qui ce il ne pas sur se par avec au plus "
        "ou sont cette votre vos si nous être peut aux son sa ses mais comme elle tout fait ces pouvez sans "
        "leur faire fichier fichiers où utiliser afin afficher lorsque je on était bien "
        "configuration installation introduction documentation description conclusion"
    ),
    "hr": (
        f"{_SERBO_CROATIAN} također vrijednost vrijeme gdje prije poslije uvijek dvije riječ primjer mjesto sljedeći "
        "ovdje dio svugdje tko računalo zaslon sustav sustava tijekom poveznica korištenje sučelje poslužitelj "
        "postavke tisuća općina tjedan povijest uvjet razina preuzeti izvješće točno zrak glazba vlak"
    ),
    "hu": (
        "a az és hogy egy nem is van ez ha vagy de meg csak már ezt volt kell lehet mint aki azt majd fájl "
        "nagyon még fel ki el milyen minden itt hogyan"
    ),
    "id": (
        "dan yang di untuk dengan ini itu dari dalam pada tidak adalah akan ke dapat anda atau sebagai bisa "
        "oleh juga saya kami kita telah jika ada menggunakan lebih seperti karena sebuah berkas bahwa mereka "
        "semua dia sudah perintah harus saat"
    ),
    "is": ("og í að er á sem til það ekki fyrir um með við eru af en var hann þú þessi eða úr þetta frá þegar skrá"),
    "it": (
        "il lo la i gli le di e a che in un una è per con non si del della dei delle al alla come più se o ma "
        "questo questa può sono anche nel nella da essere tutti ha su puoi file dati quando dal dalla ogni "
        "esempio comando cosa ci hanno uno senza mostra mi era"
    ),
    "lt": (
        "ir yra į kad su iš tai kaip ar arba bet šis ši jei buvo nuo dėl apie per taip gali tik jo savo už "
        "failą prie galite"
    ),
    "lv": ("un ir ar no uz par kas ka vai lai tas šis tiek bet kā pēc ja jūs arī to savu failu nav bija pie var jo"),
    "nl": (
        "de het een van en in is dat op te voor met niet zijn die aan er om ook als dit bij of wordt naar "
        "door uit kan maar nog wat je deze worden heeft hebben we hoe jouw u geen alle zich bestand meer over "
        "tot was hij ze moet kun"
    ),
    "no": (
        "og i at er en det til på av de for med den som ikke et kan du har eller hvis fra denne dette skal "
        "vil også være når om din ut hva hvordan mer etter alle filen meg seg nå opp jeg han var men hun ble "
        "blir noe bare noen mot sin"
    ),
    "pl": (
        "i w na z do się że nie to jest o jak od za dla po co ale czy są lub tym przez tego oraz może jego "
        "przy które który być jeśli plik plików ten tak ma już także ze był tylko można wszystkie aby go"
    ),
    "pt": (
        "o a os as de e que em um uma é por com não para se do da dos das no na nos nas ao à como mais ou seu "
        "sua pode este esta isso você são também está ser foi mas pelo pela sem quando até já arquivo "
        "arquivos exemplo comando vamos usando podem todos tem muito nós suas seus fazer cada sobre entre ter "
        "eu"
    ),
    "ro": (
        "și şi de la în a cu pe nu că un o este pentru din care să mai sau ca sunt se dacă al ale lui fi prin "
        "acest această poate dar după aceasta puteți fișier fișiere folosind când cum fost am ați iar vom "
        "unei unui acestea doar către între fără ar"
    ),
    "sk": (
        "a je v na sa z do že s to pre o aj ako by ktoré ktorý sú alebo ak tento táto súbor vo k po už môže "
        "byť tejto ale keď nie tiež jeho všetky zobraziť príkaz možné so"
    ),
    "sl": (
        "in je v na se da za so z s ali od kot ki ne če ta to pri bi sem ni iz bo biti samo lahko kaj kako pa "
        "po do tudi datoteke datoteko te vse še"
    ),
    "so": "iyo waa ka ku ayaa in oo ee uu la soo ah waxaa waxa wax si ugu kale lagu uga aan ama haddii",
    "sq": "dhe në e të i për një është me që nga nuk si ka do kjo ky janë ose por më duhet mund kur tij saj ju",
    "sr-Latn": (
        f"{_SERBO_CROATIAN} takođe vrednost vrednosti vreme gde pre posle uvek dve reč reči primer mesto mesta sledeći "
        "sledeće ovde deo šta ko računar računara ekran ekranu sistem sistema tokom veza fajl fajla fajlove fajlova "
        "korišćenje koristi server istorija hiljada nedelja lako opština uslov nivo preduzeće tačno vazduh muzika "
        "voz direktorijum potrebno celo svet videti čitav sprovesti"
    ),
    "sv": (
        "och i att är en det till på av de för med den som inte ett kan du har eller om från denna detta ska "
        "vill också vara när din ut vad hur mer efter alla filen mig sig nu upp jag han var men hon blev blir "
        "något bara vid så filer dina"
    ),
    "sw": (
        "na ya wa kwa ni katika la za kuwa hii cha kama hiyo pia lakini au yake wake hili huu sana kutoka faili vya ili"
    ),
    "tl": (
        "ang ng sa na mga ay at ito hindi para kung may ni si niya ko mo siya isang kanyang din rin lang pero ka po"
    ),
    "tr": (
        "ve bir bu için ile de da olarak gibi daha çok ne var olan veya değil ise kadar sonra her en o ya ki "
        "mi sizin bunu dosya dosyası dosyaları kullanarak kullanın eğer şu belirli tüm komut olduğunu nasıl "
        "ben bana ama böyle"
    ),
    "uz": (
        "va bu bir uchun bilan ham emas edi kerak mumkin qanday agar lekin yoki har men siz ular biz uning "
        "deb boʻlgan bo'lgan qilish keyin kabi hozir juda bor yo'q yoʻq o'z oʻz shu esa nima yil haqida "
        "bo'ldi boʻldi bo‘lgan o‘z yo‘q eng uni ega qilib necha ushbu buyruq asl koʻrish ko'rish ko‘rish fayl "
        "foydalanish"
    ),
    "vi": (
        "và của là có cho một không trong được các với này để những khi từ đã như người bạn trên về hoặc tôi "
        "ra đến sử dụng thể tập tin nếu hiển thị tất cả sẽ vào bằng chúng ta việc cũng theo phải đó nhưng hơn "
        "rất lệnh"
    ),
    "ru": (
        "и в не на что с по это как для из к у от но или же все так при вы мы он она если может можно только "
        "его быть этот эта ваш за до их файл файла файлов также был когда вам чтобы уже есть который которые "
        "будет о я используйте использование пример команда настройка"
    ),
    "uk": (
        "і в не на що з по це як для із до у від але або та й все так при ви ми він вона якщо може можна "
        "тільки його бути цей ця ваш за їх файл файлу файлів також був коли вам щоб вже є який які буде про я "
        "ще під цього використовуйте використання приклад команда налаштування"
    ),
    "bg": (
        "и в не на че с по това как за от до но или се са при вие ние той тя ако може да само му бъде този "
        "тази вашия си ги файл файла файлове също беше когато ви вече е който които ще със във"
    ),
    "mk": (
        "и во не на дека со по ова како за од до но или се при вие ние тој таа ако може да само му биде со сте "
        "сè дали пред овој оваа ги датотека исто беше кога ве веќе е кој кои ќе го ја"
    ),
    "sr": (
        "и у на је да се за су од са из који која као или то не би није ово ова ове овај сам по али до према те већ "
        "био датотека датотеке датотеку наредба пример затим има где када може само како ако шта све"
    ),
    "be": (
        "і у на не з што па гэта як для да ад але або ўсё так пры вы мы ён яна калі можа можна толькі быць "
        "гэты ваш яго каб ужо ёсць які якія будзе пра таксама"
    ),
    "kk": (
        "және бұл бір үшін мен бен пен да де емес бар немесе егер болады туралы оның керек сіз біз олар осы "
        "деп болып кейін қалай"
    ),
    "ky": "жана бул бир үчүн менен да эмес бар же эгер болот керек биз сиз ал ошол файл кийин кантип болуп болгон",
    "tg": "ва дар ба аз ки ин бо барои аст он як мебошад шумо мо агар ё ҳам файл метавонед карда мешавад шавад бояд",
    "tt": "һәм бу бер өчен белән дә түгел бар яки әгәр була кирәк без сез ул файл соң ничек булган",
    "uz-Cyrl": (
        "ва бу бир учун билан ҳам эмас керак мумкин агар лекин ёки ушбу буйруқ файл барча кейин қандай нима улар "
        "бўлган қилиш фойдаланиш биз сиз у эди бор йўқ янги"
    ),
    "mn": "ба бөгөөд энэ нь бол та юм байна байгаа болон хэрэв эсвэл бид тэр их олон хийх дээр гэж энд",
    "hi": (
        "है हैं के का की को में से और यह एक पर लिए नहीं कर करें आप इस हम हो गया था ने भी तो या जो कि करने वह "
        "अपने साथ होता किया रहा करता सकते इसके कुछ होती थी ये जब तक अगर"
    ),
    "ne": (
        "छ छन् को यो हो र मा लागि गर्न गर्नुहोस् तपाईं तपाईँ यस भने पनि हुन्छ गरिएको हेर्नुहोस् सक्नुहुन्छ "
        "हामी एक यदि थियो छैन गर्ने भएको लाई बाट गर्छ गर्दछ तपाईंले वा आदेश अनि तर के सबै नयाँ यसको"
    ),
    "mr": ("आहे आहेत आणि या हे ते करा साठी आपण मध्ये असे नाही किंवा तो ती ही हा एक तर होते आपल्या त्या काही करण्यासाठी की"),
    "ar": (
        "في من على إلى أن هذا هذه التي الذي مع عن ما لا كان هو هي أو ثم كل قد لم إذا بعد يمكن كما بين حتى يتم ذلك يمكنك"
    ),
    "fa": (
        "و در به از که این را با است برای آن یک می خود تا شما هم بر شده باشد اگر ما هر یا کند شود کنید کرد "
        "بود دارد ها های استفاده"
    ),
    "ckb": "و لە بە بۆ کە ئەم ئەو یان دەکات لەگەڵ نییە هەروەها ئەگەر ئێمە هەر هەموو پێویستە دەبێت",
    "ps": "او په د چې دا له کې ده سره لپاره یا که نه تاسو موږ دی کړئ هم شي دې ته وي",
    "ug": "ۋە بۇ بىر ئۈچۈن بىلەن ھەم ئەمەس بار ياكى ئەگەر كېرەك بىز سىز ئۇ ھۆججەت كېيىن قانداق بولۇپ",
    "ur": "کے کا کی میں سے اور ہے ہیں یہ کو نے پر ایک کہ لیے بھی نہیں آپ اس جو کر یا تھا ہو گیا",
}
"""Words in lower case, by BCP 47 tag; closed-class words first, then `file`, `command`, `example` and their kin."""
