use super::*;
use crate::batch::{Issuing, Journal, Made};
use crate::preflight::OtherVerifier;
use crate::verify::{Resources, Step, Verdict, Verifier};

const FRAMEWORK: &str = "urn:uuid:0f4f6f2e-5f0b-4c1e-9d5a-6b1f2a7c3e84";

fn resilience(language: &str) -> Skill {
    Framework::twenty_first_century_skills().translated(language).unwrap().skill("resilience").unwrap()
}

fn record(skill: &Skill, assessor: &Assessor) -> Record {
    let made = |id: &str| {
        let score = Score::Level("proficient".into());
        Assessment::new(id, score, at("2026-04-17T15:30:00Z").into(), assessor.clone())
    };
    Record::new(Learner::new("s-1"), skill.sub_competencies().map(|sub| made(sub.id())))
}

fn earned_in(skill: &Skill, assessor: &Assessor) -> Earned {
    skill.evaluate(&record(skill, assessor), at("2026-05-01T00:00:00Z")).unwrap().into_earned().unwrap()
}

fn facilitator() -> Assessor {
    Assessor::new(AssessorKind::Facilitator).with_name("{level} *Ñ*")
}

/// The narratives and genres of all evidence.
fn said(issuer: &Issuer, earned: &Earned) -> Vec<(String, String)> {
    let signed = issuer.award(earned, &recipient()).sign().unwrap();
    let evidence = value(&signed)["evidence"].as_array().unwrap().clone();
    let text = |item: &serde_json::Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
    evidence.iter().map(|item| (text(item, "genre"), text(item, "narrative"))).collect()
}

#[test]
fn a_translated_framework_awards_another_edition() {
    let (english, spanish, issuer, recipient) = (resilience("en"), resilience("es"), college(), recipient());
    assert_eq!(english, Framework::twenty_first_century_skills().skill("resilience").unwrap());
    let [in_english, in_spanish] = [&english, &spanish].map(|skill| {
        let earned = earned_in(skill, &facilitator());
        value(&issuer.award(&earned, &recipient).sign().unwrap())
    });
    let achievement = |badge: &serde_json::Value| badge["credentialSubject"]["achievement"].clone();
    let (own, other) = (achievement(&in_english), achievement(&in_spanish));
    assert_eq!((&own["id"], &own["inLanguage"]), (&json!(format!("{FRAMEWORK}#resilience")), &json!("en")));
    assert_eq!((&other["id"], &other["inLanguage"]), (&json!(format!("{FRAMEWORK}#resilience@es")), &json!("es")));
    // Only the translation points to the original.
    assert_eq!(own["related"], json!(null));
    assert_eq!(
        other["related"],
        json!([{"id": format!("{FRAMEWORK}#resilience"), "type": ["Related"], "inLanguage": "en"}])
    );
    assert_eq!(
        in_spanish["credentialSubject"]["result"][0]["achievedLevel"],
        json!(format!("{FRAMEWORK}#resilience@es/learn-from-experience/proficient"))
    );
    assert_eq!((&other["name"], &in_spanish["name"]), (&json!("Resiliencia"), &json!("Resiliencia")));
    assert_eq!(other["tag"], json!(["resiliencia", "habilidades del siglo XXI", "habilidades duraderas"]));
    assert_ne!(in_english["id"], in_spanish["id"]);
    assert_eq!(in_spanish["id"], json!(issuer.credential_id(&spanish, "s-1", "")));
    assert_eq!(
        in_spanish["evidence"][0],
        json!({
            "type": ["Evidence"],
            "name": "Evaluación de desempeño: Aprender de la experiencia",
            "genre": "Evaluación de desempeño",
            "narrative": "Calificada el 2026-04-17 por una persona facilitadora. Nivel alcanzado: Competente.",
        })
    );
    // Below a URL of the issuer's own.
    let at_home = college().with_achievements_at("https://college.example/a").unwrap();
    let earned = earned_in(&spanish, &facilitator());
    let badge = value(&at_home.award(&earned, &recipient).sign().unwrap());
    assert_eq!(achievement(&badge)["id"], json!("https://college.example/a/resilience@es"));
    assert_eq!(achievement(&badge)["related"][0]["id"], json!("https://college.example/a/resilience"));
}

#[test]
fn it_verifies_as_others_do() {
    let (spanish, issuer, recipient) = (resilience("es"), college(), recipient().with_id("did:example:1"));
    let earned = earned_in(&spanish, &facilitator());
    let cohort = issuer.cohort(&spanish).unwrap();
    let signed = cohort.award(&earned, &recipient).sign().unwrap();
    assert_eq!(signed.to_text(), issuer.award(&earned, &recipient).sign().unwrap().to_text());
    // Both editions by one cohort, which shares nothing with the other.
    let other = earned_in(&resilience("en"), &facilitator());
    assert_eq!(
        cohort.award(&other, &recipient).sign().unwrap().to_text(),
        issuer.award(&other, &recipient).sign().unwrap().to_text()
    );
    let verdict = |text: &str| {
        let report = Verifier::default().verify(text.as_bytes(), &Resources::new(), at("2026-06-01T00:00:00Z"));
        (report.verdict(), report.check(Step::Award).unwrap().note().to_owned())
    };
    let met = "the results meet all 4 requirements of the achievement".to_owned();
    assert_eq!(verdict(signed.to_text()), (Verdict::Verified, met));
    let jwt = issuer.award(&earned, &recipient).with_format(Format::Jwt).sign().unwrap();
    assert_eq!(verdict(jwt.to_text()).0, Verdict::Verified);
    assert_eq!(
        verdict(&signed.to_text().replace("Nivel alcanzado: Competente", "Nivel alcanzado: Ejemplar")).0,
        Verdict::NotVerified
    );

    let preflight = issuer.award(&earned, &recipient).preflight().unwrap();
    assert_eq!(preflight.accepted_by().count(), OtherVerifier::ALL.len());
}

#[test]
fn who_has_one_edition_may_have_the_other() {
    let (issuer, when) = (college(), at("2026-05-01T00:00:00Z"));
    let learner = Learner::new("s-1").with_identifier("emailAddress", "a@example.edu");
    let record = record(&resilience("en"), &facilitator());
    let record = Record::new(learner, record.assessments().to_vec());
    let issued = |language: &str, journal: &Journal| {
        let issuing = Issuing::new(&issuer, [&resilience(language)], when).unwrap().with_journal(journal);
        let answers: Vec<_> = issuing.run([record.clone()]).collect();
        assert_eq!(answers.len(), 1);
        answers.into_iter().next().unwrap()
    };
    let first = issued("en", &Journal::new());
    let journal = Journal::read(format!("{}\n", first.entry().unwrap()).as_bytes()).unwrap();
    assert!(matches!(issued("en", &journal).made(), Made::Already(_)));
    let second = issued("es", &journal);
    assert!(matches!(second.made(), Made::Issued(_)), "{second:?}");
    let both = format!("{}\n{}\n", first.entry().unwrap(), second.entry().unwrap());
    assert!(matches!(issued("es", &Journal::read(both.as_bytes()).unwrap()).made(), Made::Already(_)));
    // Of two editions at once nobody knows which they are to be.
    let error = Issuing::new(&issuer, [&resilience("en"), &resilience("es")], when).unwrap_err();
    assert_eq!(error.code(), Code::BatchSkills);
}

/// A language of a caller's: the English texts in brackets, and some of its own.
fn own(tag: &str) -> Language {
    let mut json: serde_json::Value = serde_json::from_str(&Language::english().to_json()).unwrap();
    json["tag"] = tag.into();
    for text in json["texts"].as_object_mut().unwrap().values_mut() {
        *text = format!("[{}]", text.as_str().unwrap()).into();
    }
    json["texts"]["evidence.facilitator-named"] = "\u{2068}{assessor}\u{2069} رفع {level} في {day}".into();
    Language::from_json(json.to_string().as_bytes()).unwrap()
}

#[test]
fn a_third_language() {
    let text = Framework::twenty_first_century_skills().to_json();
    let in_language = |tag: &str| {
        let json =
            text.replace("\"es\":", "\"fi\":").replace(r#""inLanguage": "en""#, &format!("\"inLanguage\": \"{tag}\""));
        Framework::from_json(json.as_bytes()).unwrap().skill("resilience").unwrap()
    };
    let framework = text.replace("\"es\":", "\"ar\":");
    let arabic =
        Framework::from_json(framework.as_bytes()).unwrap().translated("ar-EG").unwrap().skill("resilience").unwrap();
    let issuer =
        college().with_language(own("pt-BR")).with_language(own("ar")).with_assessor_names(AssessorNames::Shown);
    let said = |skill: &Skill| said(&issuer, &earned_in(skill, &facilitator()))[0].clone();
    // What is filled in is escaped, and never filled in again.
    let (genre, narrative) = said(&arabic);
    assert_eq!(genre, "[Performance assessment]");
    assert_eq!(narrative, "\u{2068}{level} \\*Ñ\\*\u{2069} رفع Competente في 2026-04-17");
    assert!(narrative::criteria(&arabic, &own("ar")).starts_with("[To earn **Resiliencia**, a learner"));
    // English and Spanish are there without; whatever has none is English.
    assert_eq!(said(&in_language("en")).0, "Performance assessment");
    let earned = earned_in(&resilience("es"), &facilitator());
    assert_eq!(super::language::said(&college(), &earned)[0].0, "Evaluación de desempeño");
    let french = Framework::from_json(text.replace("\"es\":", "\"fr\":").as_bytes()).unwrap().translated("fr").unwrap();
    assert_eq!(said(&french.skill("resilience").unwrap()).0, "Performance assessment");
    // Of a framework that does not say its language, the first that was added; without one, English.
    let plain = include_str!("../../../fixtures/framework.json");
    let mut json: serde_json::Value = serde_json::from_str(plain).unwrap();
    json.as_object_mut().unwrap().remove("inLanguage");
    let silent = Framework::from_json(json.to_string().as_bytes()).unwrap().skill("teamwork").unwrap();
    let best = |issuer: &Issuer| map::common(issuer, &silent, None).achievement.criteria.narrative.unwrap();
    assert!(best(&issuer).starts_with("[To earn"));
    assert!(best(&college()).starts_with("To earn"));
}

#[test]
fn names_stay_what_they_are_in_every_language() {
    let json = Framework::twenty_first_century_skills()
        .to_json()
        .replace("\"Resiliencia\"", r#""{levels} *R*|<b>\u202e{""#)
        .replace("\"Competente\"", r#""[C](x) {day}""#);
    let skill = Framework::from_json(json.as_bytes()).unwrap().translated("es").unwrap().skill("resilience").unwrap();
    let kinds = [AssessorKind::Facilitator, AssessorKind::Automated, AssessorKind::AutomatedWithReview];
    let narratives = kinds.map(|kind| {
        let assessor = Assessor::new(kind).with_name("A_{day}_\nB");
        [AssessorNames::Omitted, AssessorNames::Shown].map(|names| {
            let issuer = college().with_assessor_names(names);
            said(&issuer, &earned_in(&skill, &assessor))[0].1.clone()
        })
    });
    let begin = "Calificada el 2026-04-17";
    let end = "Nivel alcanzado: \\[C\\](x) {day}.";
    let name = "(A\\_{day}\\_ B)";
    assert_eq!(
        narratives,
        [
            [
                format!("{begin} por una persona facilitadora. {end}"),
                format!("{begin} por una persona facilitadora {name}. {end}")
            ],
            [format!("{begin} de forma automática. {end}"), format!("{begin} de forma automática {name}. {end}")],
            [
                format!("{begin} de forma automática, con revisión de una persona facilitadora. {end}"),
                format!("{begin} de forma automática, con revisión de una persona facilitadora {name}. {end}")
            ]
        ]
    );
    let criteria = narrative::criteria(&skill, &Language::spanish());
    assert!(criteria.starts_with("Para obtener **{levels} \\*R\\*\\|\\<b\\>\u{202e}{**, se evalúa"), "{criteria}");
    assert!(criteria.contains("Nivel requerido en cada una: \\[C\\](x) {day} o superior."), "{criteria}");
}

#[test]
fn criteria_say_the_rule_in_spanish() {
    let framework = include_str!("../../../fixtures/framework.json");
    let criteria = |completion: &str| {
        let mut value: serde_json::Value = serde_json::from_str(framework).unwrap();
        value["skills"][0]["completion"] = serde_json::from_str(completion).unwrap();
        let framework = Framework::from_json(value.to_string().as_bytes()).unwrap();
        let text = narrative::criteria(&framework.skill("project-work").unwrap(), &Language::spanish());
        text.split("\n\n").nth(2).unwrap().to_owned()
    };
    assert_eq!(
        criteria(r#"{"rule": {"kind": "all-required", "of": ["plan-the-work", "report-results"]}, "maxAgeDays": 1}"#),
        "Nivel requerido en cada una (Plan the work y Report results): Met o superior. La fortaleza en una no compensa la falta \
         en otra. Si hay varios intentos, cuenta el mejor. Las evaluaciones son válidas durante 1 día."
    );
    assert_eq!(
        criteria(r#"{"rule": {"kind": "at-least", "count": 1}, "attempts": "first", "maxAgeDays": 365}"#),
        "Nivel requerido en al menos 1 de 3: Met o superior. Solo cuenta el primer intento. Las evaluaciones son válidas durante \
         365 días."
    );
    assert_eq!(
        criteria(
            r#"{"rule": {"kind": "any", "rules": [{"kind": "points", "total": 1}, {"kind": "points", "total": 4, "floor": 1}, {"kind": "points", "total": 2, "floor": 1, "of": ["plan-the-work"]}]}, "attempts": "latest"}"#
        ),
        "Basta con una de estas opciones. Requisito: al menos 1 punto en total. O bien: Requisito: al menos 4 puntos en total y al \
         menos 1 en cada una. O bien: Requisito: al menos 2 puntos en total (Plan the work) y al menos 1 en cada una. Si hay \
         varios intentos, cuenta el último."
    );
}
