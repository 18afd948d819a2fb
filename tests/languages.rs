//! An outside user: issues badges in other languages than English, and adds a language.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use chrono::{DateTime, Utc};
use openbadges::Framework;
use openbadges::assessment::{Learner, Record, Records};
use openbadges::issue::{Issuer, Recipient, Signed};
use openbadges::key::{Secret, Seed, SigningKey};
use openbadges::language::{Direction, Language};
use openbadges::roster::{Entry, Roster};
use openbadges::verify::{Resources, Verdict, Verifier};
use serde_json::Value;

const ENGLISH: &str = include_str!("../fixtures/golden/critical-thinking.json");
const SPANISH: &str = include_str!("../fixtures/golden/critical-thinking-es.json");

fn at() -> DateTime<Utc> {
    "2026-05-04T09:00:00Z".parse().unwrap()
}

fn issuer() -> Issuer {
    let seed = Seed::from_hex(include_str!("../fixtures/demonstration.seed")).unwrap();
    let profile = include_bytes!("../fixtures/issuer.json");
    Issuer::from_json(profile, SigningKey::from_seed(&seed), Secret::from_seed(&seed)).unwrap()
}

fn issued(issuer: &Issuer, framework: &Framework) -> Signed {
    let records = Records::from_json(include_bytes!("../fixtures/assessments.json")).unwrap();
    let record = records.of("s-1001").unwrap();
    let outcome = framework.skill("critical-thinking").unwrap().evaluate(record, at()).unwrap();
    issuer.award(&outcome.into_earned().unwrap(), &Recipient::of(record.learner())).sign().unwrap()
}

fn criteria(badge: &str) -> String {
    let badge: Value = serde_json::from_str(badge).unwrap();
    badge["credentialSubject"]["achievement"]["criteria"]["narrative"].as_str().unwrap().to_owned()
}

/// Every byte is fixed, as for the English badges.
#[test]
fn the_spanish_badge() {
    let built_in = Framework::twenty_first_century_skills();
    let spanish = built_in.translated("es-419").unwrap();
    assert_eq!(issued(&issuer(), &spanish).to_json_pretty() + "\n", SPANISH);
    assert_eq!(
        criteria(SPANISH),
        "Para obtener **Pensamiento crítico**, se evalúa el desempeño de la persona, con una rúbrica, en estas \
         subcompetencias:\n\n\
         - **Reunir y evaluar información pertinente**: Recopila lo que atañe a la cuestión y juzga hasta qué punto es confiable.\n\
         - **Identificar patrones**: Advierte lo que se repite en datos o sucesos y lo que eso sugiere.\n\
         - **Cuestionar supuestos**: Hace visible lo que se da por sentado y lo pone a prueba.\n\
         - **Extraer conclusiones bien fundamentadas**: Llega a una conclusión que la evidencia respalda y muestra los pasos.\n\n\
         Nivel requerido en cada una: Competente o superior. La fortaleza en una no compensa la falta en otra. Si hay varios \
         intentos, cuenta el mejor.\n\n\
         Marco: Microcredenciales de habilidades del siglo XXI, versión 1.0, de Education Design Lab."
    );
    for badge in [ENGLISH, SPANISH] {
        let report = Verifier::default().verify(badge.as_bytes(), &Resources::new(), at());
        assert_eq!(report.verdict(), Verdict::Verified, "{report}");
    }
    // Whoever made it from the framework's own JSON has the same.
    let again = Framework::from_json(built_in.to_json().as_bytes()).unwrap().translated("es").unwrap();
    assert_eq!(issued(&issuer(), &again).to_json_pretty() + "\n", SPANISH);
    assert_eq!(issued(&issuer(), &built_in).to_json_pretty() + "\n", ENGLISH);
}

/// French, as far as this test goes: what is not translated here stays English.
fn french() -> Language {
    let own = [
        ("list.and", " et "),
        ("outcome.not-assessed", "{name} : pas encore évalué"),
        ("outcome.need-level", "{sentence} ; niveau requis : {level}"),
        ("outcome.not-earned", "{learner} n’a pas encore obtenu {skill} : {reasons}"),
        ("criteria.each", "Requis dans chacune : {levels}. Un point fort n’en compense pas un faible."),
        ("criteria.or-above", "{level} ou au-dessus"),
        ("criteria.best", "De plusieurs essais, le meilleur compte."),
        ("criteria.framework", "Référentiel : {framework}, version {version}, par {publisher}."),
        ("evidence.genre", "Évaluation de performance"),
        ("evidence.facilitator", "Évalué le {day} par une personne facilitatrice. Niveau atteint : {level}."),
    ];
    let mut json: Value = serde_json::from_str(&Language::english().to_json()).unwrap();
    json["tag"] = "fr".into();
    for (name, text) in own {
        assert!(json["texts"][name].is_string(), "{name}");
        json["texts"][name] = text.into();
    }
    Language::from_json(json.to_string().as_bytes()).unwrap()
}

#[test]
fn a_language_of_the_callers() {
    let french = french();
    assert_eq!((french.tag(), french.direction()), ("fr", Direction::LeftToRight));
    assert_eq!(Language::from_json(french.to_json().as_bytes()).unwrap(), french);

    let json = Framework::twenty_first_century_skills().to_json().replace("\"es\":", "\"fr-CA\":");
    let framework = Framework::from_json(json.replace("\"Empatía\"", "\"Empathie\"").as_bytes()).unwrap();
    let framework = framework.translated("fr-CA").unwrap();
    let badge = issued(&issuer().with_language(french.clone()), &framework);
    let narrative = criteria(badge.to_text());
    let lines: Vec<&str> = narrative.lines().collect();
    assert_eq!(
        lines[7..],
        [
            "Requis dans chacune : Competente ou au-dessus. Un point fort n’en compense pas un faible. De plusieurs essais, le meilleur compte.",
            "",
            "Référentiel : Microcredenciales de habilidades del siglo XXI, version 1.0, par Education Design Lab."
        ]
    );
    let evidence = &badge.credential().evidence[0];
    assert_eq!(evidence.genre.as_deref(), Some("Évaluation de performance"));
    assert_eq!(
        evidence.narrative.as_deref(),
        Some("Évalué le 2026-03-02 par une personne facilitatrice. Niveau atteint : Competente.")
    );
    assert_eq!(badge.credential().credential_subject.achievement.in_language.as_deref(), Some("fr-CA"));
    let report = Verifier::default().verify(badge.to_text().as_bytes(), &Resources::new(), at());
    assert_eq!(report.verdict(), Verdict::Verified, "{report}");

    let nobody = Record::new(Learner::new("s-9"), []);
    let outcome = framework.skill("empathy").unwrap().evaluate(&nobody, at()).unwrap();
    assert_eq!(
        outcome.line_in(&french).split(';').next(),
        Some("`s-9` n’a pas encore obtenu Empathie : Escuchar activamente : pas encore évalué ")
    );
    assert_eq!(outcome.reasons_in(&french)[0], "Escuchar activamente : pas encore évalué ; niveau requis : Competente");
}

#[test]
fn rosters_may_be_written_in_any_language_of_the_framework() {
    let built_in = Framework::twenty_first_century_skills();
    let spanish = built_in.translated("es").unwrap();
    let header = "learner_id,sub_competency,skill,level,assessed_on,assessor\n";
    let rows = [
        "s-1,identificar PATRONES,pensamiento crítico,competente,2026-04-17,Grace",
        "s-1,Identify patterns,Critical Thinking,Proficient,2026-04-17,Grace",
        "s-1,identify-patterns,critical-thinking,proficient,2026-04-17,Grace",
    ];
    for framework in [&built_in, &spanish] {
        let read = rows.map(|row| {
            let text = format!("{header}{row}\n");
            let entries: Vec<Entry> =
                Roster::csv(text.as_bytes(), framework).unwrap().collect::<openbadges::Result<_>>().unwrap();
            match entries.as_slice() {
                [Entry::Record(record)] => record.assessments().to_vec(),
                other => panic!("{other:?}"),
            }
        });
        assert_eq!(read[0][0].sub_competency(), "identify-patterns");
        assert_eq!((&read[0], &read[1]), (&read[2], &read[2]));
    }
}
