//! The texts of demo data, in the language of the programme.

use super::seed::Seed;

/// Mailbox, name and function of role mailboxes.
pub fn mailboxes(language: &str) -> [[&'static str; 3]; 3] {
    match language {
        "nl" => [
            [
                "stages",
                "Stagecoördinatie",
                "Coördinatie van stages en bachelorproeven",
            ],
            [
                "bedrijven",
                "Dienst bedrijvenrelaties",
                "Aanspreekpunt voor bedrijven",
            ],
            [
                "werkplekleren",
                "Team werkplekleren",
                "Organisatie van werkplekleren",
            ],
        ],
        "fr" => [
            [
                "stages",
                "Coordination des stages",
                "Organisation des stages et des travaux de fin d’études",
            ],
            [
                "entreprises",
                "Relations avec les entreprises",
                "Point de contact des entreprises",
            ],
            [
                "alternance",
                "Cellule alternance",
                "Organisation de la formation en alternance",
            ],
        ],
        _ => [
            [
                "internships",
                "Internship office",
                "Coordination of internships and theses",
            ],
            [
                "partners",
                "Corporate relations",
                "Point of contact for companies",
            ],
            [
                "workplace",
                "Workplace learning team",
                "Organisation of workplace learning",
            ],
        ],
    }
}

/// A text about an organisation.
pub fn about(language: &str, name: &str) -> String {
    match language {
        "nl" => format!(
            "{name} leidt studenten op die in de praktijk aan de slag willen. Bedrijven zijn welkom voor stages, projecten en gastlessen; één dienst volgt elke samenwerking op."
        ),
        "fr" => format!(
            "{name} forme des étudiants qui veulent se frotter à la pratique. Les entreprises sont les bienvenues pour des stages, des projets et des interventions en classe ; un seul service suit chaque collaboration."
        ),
        _ => format!(
            "{name} trains students who want to put knowledge to use. Companies are welcome for internships, projects and guest lectures; one office looks after every collaboration."
        ),
    }
}

/// Tracks that variants and specialisations are named after.
pub fn tracks(language: &str, technological: bool) -> &'static [&'static str] {
    match (language, technological) {
        ("nl", true) => &[
            "duurzame energie",
            "slimme productie",
            "industriële netwerken",
            "robotica",
            "digitaal ontwerp",
            "data-analyse",
            "onderhoud op afstand",
            "veilige systemen",
            "circulaire materialen",
            "meet- en regeltechniek",
            "ingebedde systemen",
        ],
        ("nl", false) => &[
            "internationale samenwerking",
            "ondernemerschap",
            "organisatie en beleid",
            "communicatie",
            "onderzoek in de praktijk",
            "digitale vaardigheden",
            "projectwerking",
            "kwaliteitszorg",
            "diversiteit",
            "regionale werking",
            "innovatie",
        ],
        ("fr", true) => &[
            "énergies durables",
            "production intelligente",
            "réseaux industriels",
            "robotique",
            "conception numérique",
            "analyse de données",
            "maintenance à distance",
            "systèmes sûrs",
            "matériaux circulaires",
            "mesure et régulation",
            "systèmes embarqués",
        ],
        ("fr", false) => &[
            "coopération internationale",
            "entrepreneuriat",
            "organisation et gestion",
            "communication",
            "recherche appliquée",
            "compétences numériques",
            "gestion de projet",
            "démarche qualité",
            "diversité",
            "action régionale",
            "innovation",
        ],
        (_, true) => &[
            "sustainable energy",
            "smart manufacturing",
            "industrial networks",
            "robotics",
            "digital design",
            "data analysis",
            "remote maintenance",
            "safe systems",
            "circular materials",
            "measurement and control",
            "embedded systems",
        ],
        (_, false) => &[
            "international cooperation",
            "entrepreneurship",
            "organisation and policy",
            "communication",
            "applied research",
            "digital skills",
            "project work",
            "quality management",
            "diversity",
            "regional practice",
            "innovation",
        ],
    }
}

struct Phrases {
    open: [&'static str; 4],
    timing: [&'static str; 5],
    task: [&'static str; 5],
    close: [&'static str; 4],
}

const NL: Phrases = Phrases {
    open: [
        "Studenten van de opleiding {name} zoeken bedrijven die hen een echte opdracht toevertrouwen.",
        "Binnen {name} werken we graag samen met bedrijven die kennis willen delen en jong talent willen leren kennen.",
        "De opleiding {name} brengt studenten in contact met de praktijk, in kleine en grote ondernemingen uit de streek.",
        "Wie {name} volgt, leert het meest op de werkvloer: daarom zoeken we partners voor een langere samenwerking.",
    ],
    timing: [
        "De stage loopt van februari tot eind mei, vier dagen per week, en kan in overleg vroeger beginnen.",
        "Studenten zijn beschikbaar vanaf half september, twaalf tot vijftien weken na elkaar, voltijds.",
        "Een project duurt één semester; de studenten werken er twee dagen per week aan en komen elke maand langs.",
        "We plannen de samenwerking in het najaar en starten in februari; een tweede groep begint in september.",
        "De opleiding duurt {months} maanden, en in het laatste deel is er ruimte voor twaalf weken in een bedrijf.",
    ],
    task: [
        "Ze analyseren een probleem, werken een oplossing uit en stellen die voor aan uw team, met een korte handleiding erbij.",
        "Een goede opdracht is afgebakend, heeft een vast aanspreekpunt en laat de student zelf iets bouwen, meten of verbeteren.",
        "Zowel onderzoek als uitvoering kan: een proefopstelling, een toepassing, een studie van de kosten of een verbetering van een proces.",
        "De student krijgt taken van oplopende moeilijkheid, en sluit af met een verslag waar het bedrijf iets aan heeft.",
        "Groepen van vier tot vijf studenten nemen samen een vraag van het bedrijf op en verdelen het werk onder elkaar.",
    ],
    close: [
        "Een docent volgt mee op met drie gesprekken en is tussendoor bereikbaar; van het bedrijf vragen we een begeleider voor twee uur per week.",
        "Vooraf spreken we doelen, werkuren en vertrouwelijkheid af, zodat iedereen weet wat de ander mag verwachten.",
        "Bedrijven die nog nooit studenten begeleidden zijn welkom: we helpen met de opdracht en met de eerste weken.",
        "Ook een bezoek, een gastles of een plaats in de jury is mogelijk, als een langere opdracht nog niet past.",
    ],
};

const FR: Phrases = Phrases {
    open: [
        "Les étudiants de la formation {name} cherchent des entreprises prêtes à leur confier une vraie mission.",
        "En {name}, nous collaborons volontiers avec des entreprises qui veulent partager leur savoir et rencontrer de jeunes talents.",
        "La formation {name} met les étudiants en contact avec la pratique, dans de petites et de grandes entreprises de la région.",
        "En {name}, on apprend surtout sur le terrain : nous cherchons donc des partenaires pour une collaboration durable.",
    ],
    timing: [
        "Le stage se déroule de février à fin mai, quatre jours par semaine, et peut commencer plus tôt de commun accord.",
        "Les étudiants sont disponibles à partir de la mi-septembre, de douze à quinze semaines consécutives, à temps plein.",
        "Un projet dure un semestre ; les étudiants y travaillent deux jours par semaine et passent chaque mois dans l’entreprise.",
        "Nous préparons la collaboration en automne pour commencer en février ; un second groupe débute en septembre.",
        "La formation dure {months} mois, et sa dernière partie laisse place à douze semaines en entreprise.",
    ],
    task: [
        "Ils analysent un problème, élaborent une solution et la présentent à votre équipe, accompagnée d’un court mode d’emploi.",
        "Une bonne mission est bien délimitée, a une personne de contact et permet à l’étudiant de construire, de mesurer ou d’améliorer.",
        "Étude ou réalisation, tout est possible : un banc d’essai, une application, un calcul de coûts ou l’amélioration d’un procédé.",
        "L’étudiant reçoit des tâches de difficulté croissante et termine par un rapport utile à l’entreprise.",
        "Des groupes de quatre à cinq étudiants prennent ensemble une question de l’entreprise et se partagent le travail.",
    ],
    close: [
        "Un enseignant suit le travail lors de trois entretiens et reste joignable ; l’entreprise désigne un tuteur, deux heures par semaine.",
        "Les objectifs, les horaires et la confidentialité sont convenus à l’avance, pour que chacun sache à quoi s’attendre.",
        "Les entreprises qui n’ont jamais accueilli d’étudiants sont les bienvenues : nous aidons à définir la mission et les premières semaines.",
        "Une visite, une intervention en classe ou une place dans le jury sont possibles si une mission plus longue ne convient pas encore.",
    ],
};

const EN: Phrases = Phrases {
    open: [
        "Students of {name} are looking for companies that trust them with a real assignment.",
        "In {name} we like to work with companies that want to share what they know and to meet young talent.",
        "The programme {name} brings students into contact with practice, in small and large companies of the region.",
        "In {name} most is learned on the job, so we are looking for partners for a lasting collaboration.",
    ],
    timing: [
        "The internship runs from February to the end of May, four days a week, and can begin earlier by agreement.",
        "Students are available from mid-September, for twelve to fifteen weeks in a row, full time.",
        "A project takes one semester; students work on it two days a week and visit the company every month.",
        "We plan the collaboration in autumn and start in February; a second group begins in September.",
        "The programme takes {months} months, and its last part leaves room for twelve weeks in a company.",
    ],
    task: [
        "They analyse a problem, work out a solution and present it to your team, together with a short guide.",
        "A good assignment is well defined, has one person to turn to, and lets the student build, measure or improve something.",
        "Both research and practical work are possible: a test set-up, an application, a study of costs or a better process.",
        "The student gets tasks of growing difficulty and ends with a report that the company can use.",
        "Groups of four or five students take up a question of the company together and share the work.",
    ],
    close: [
        "A lecturer follows the work in three meetings and can be reached in between; we ask the company for a mentor, two hours a week.",
        "Goals, working hours and confidentiality are agreed beforehand, so that everyone knows what to expect.",
        "Companies that have never had students are welcome: we help with the assignment and with the first weeks.",
        "A visit, a guest lecture or a seat in the jury is possible as well, if a longer assignment does not fit yet.",
    ],
};

/// A description: what is sought, when, for how long, and what is asked.
pub fn description(language: &str, name: &str, months: u64, seed: &mut Seed) -> String {
    let phrases = match language {
        "nl" => NL,
        "fr" => FR,
        _ => EN,
    };
    let parts = [
        seed.pick(&phrases.open),
        seed.pick(&phrases.timing),
        seed.pick(&phrases.task),
        seed.pick(&phrases.close),
    ];
    let text: Vec<&str> = parts.into_iter().flatten().collect();
    text.join(" ")
        .replace("{name}", name)
        .replace("{months}", &months.to_string())
}
