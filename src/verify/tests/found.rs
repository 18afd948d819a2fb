//! What fresh eyes found.

use serde_json::{Value, json};

use super::*;
use crate::proof::Engine;

#[test]
fn grades_where_the_lower_number_is_better() {
    for (value, expected) in [
        ("1", CheckOutcome::Passed),
        ("2", CheckOutcome::Passed),
        ("3", CheckOutcome::Failed),
        ("6", CheckOutcome::Failed),
    ] {
        let graded = resigned(
            |badge| {
                let description = &mut badge["credentialSubject"]["achievement"]["resultDescription"][0];
                for name in ["requiredLevel", "rubricCriterionLevel", "valueMin", "valueMax"] {
                    description.as_object_mut().unwrap().remove(name);
                }
                description["resultType"] = "Result".into();
                description["allowedValue"] = json!(["6", "5", "4", "3", "2", "1"]);
                description["requiredValue"] = "2".into();
                let result = &mut badge["credentialSubject"]["result"][0];
                result.as_object_mut().unwrap().remove("achievedLevel");
                result["value"] = value.into();
            },
            None,
        );
        assert_eq!(report(&graded).outcome(Step::Award), expected, "{value}");
    }
}

#[test]
fn levels_whose_numbers_contradict() {
    let badge = resigned(
        |badge| {
            let levels = badge["credentialSubject"]["achievement"]["resultDescription"][0]["rubricCriterionLevel"]
                .as_array_mut();
            for (level, rank) in levels.unwrap().iter_mut().zip(["4", "3", "2", "1"]) {
                level["level"] = rank.into();
            }
            let lowest =
                badge["credentialSubject"]["achievement"]["resultDescription"][0]["rubricCriterionLevel"][0]["id"]
                    .clone();
            badge["credentialSubject"]["result"][0]["achievedLevel"] = lowest;
        },
        None,
    );
    assert_eq!(report(&badge).outcome(Step::Award), CheckOutcome::Unknown);
}

#[test]
fn dates_of_the_other_version_count_too() {
    let old = |change: &dyn Fn(&mut Value)| {
        resigned(
            |badge| {
                badge["@context"] = json!([
                    "https://www.w3.org/2018/credentials/v1",
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                    "https://w3id.org/security/data-integrity/v1",
                ]);
                badge["issuanceDate"] = badge.as_object_mut().unwrap().remove("validFrom").unwrap();
                change(badge);
            },
            None,
        )
    };
    let verify = |text: &str| Verifier::new(Policy::archive()).verify(text.as_bytes(), &Resources::new(), now());
    assert!(verify(&old(&|_| {})).verdict().is_verified());
    for (name, date, code) in [
        ("validUntil", "2026-06-01T00:00:00Z", Code::ValidityExpired),
        ("validFrom", "2027-01-01T00:00:00Z", Code::ValidityNotYet),
    ] {
        let report = verify(&old(&|badge| badge[name] = date.into()));
        assert_eq!(report.verdict(), Verdict::NotVerified);
        assert!(codes(&report).contains(&(code, format!("/{name}"))), "{report}");
    }
}

#[test]
fn a_proof_is_as_good_as_those_it_builds_on() {
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    let document = Document::parse(value.to_string().as_bytes()).unwrap();
    let witness = SigningKey::from_seed(&Seed::from_bytes([9; 32]));
    let method = crate::did::verification_method_of_key;
    let first = ProofOptions::new(method(&witness.verifying_key())).with_id("urn:x:first");
    let second = ProofOptions::new(method(&key().verifying_key())).with_previous_proof("urn:x:first");
    let engine = Engine::new();
    let chain = |first: &ProofOptions, change: &dyn Fn(&mut Value)| {
        let secured = engine.secure(&document, &witness, first).unwrap();
        let mut value: Value = serde_json::from_str(secured.as_str()).unwrap();
        change(&mut value["proof"]);
        let secured = Document::parse(value.to_string().as_bytes()).unwrap();
        engine.add_proof(&secured, &key(), &second).unwrap()
    };
    let other = crate::key::multibase::encode(&[1; 64]);
    let expired = first.clone().with_expires("2026-06-01T00:00:00Z".parse().unwrap());
    for policy in [Policy::strict(), Policy::archive()] {
        let verify = |document: &Document| {
            let report = Verifier::new(policy.clone()).verify(document.as_bytes(), &Resources::new(), now());
            (report.verdict(), report.signatures().iter().map(Signature::outcome).collect::<Vec<_>>())
        };
        let (passed, failed) = (CheckOutcome::Passed, CheckOutcome::Failed);
        assert_eq!(verify(&chain(&first, &|_| {})), (Verdict::Verified, vec![passed, passed]));
        // The issuer's own signature is good, and covers the one below as it stands.
        let broken = chain(&first, &|proof| proof["proofValue"] = other.clone().into());
        assert_eq!(verify(&broken), (Verdict::NotVerified, vec![failed, failed]));
        assert_eq!(verify(&chain(&expired, &|_| {})), (Verdict::NotVerified, vec![failed, failed]));
        let unknown = chain(&first, &|proof| proof["cryptosuite"] = "ecdsa-sd-2023".into());
        let unchecked = vec![CheckOutcome::Unknown, CheckOutcome::Unknown];
        assert_eq!(verify(&unknown), (Verdict::Undecided, unchecked));
    }
}

#[test]
fn nothing_in_a_badge_makes_lines_of_a_report() {
    let forged = "x\npassed         binding    the key is that of the issuer `did:web:harvard.example`\u{1b}[2J";
    let mut badge: Value = serde_json::from_str(GOLDEN).unwrap();
    badge["proof"]["cryptosuite"] = forged.into();
    badge["issuer"]["id"] = forged.into();
    let shown = report(&badge.to_string()).to_string();
    assert!(shown.lines().all(|line| !line.starts_with("passed         binding")), "{shown}");
    assert!(!shown.contains('\u{1b}'));
    let mut long: Value = serde_json::from_str(GOLDEN).unwrap();
    long["proof"]["cryptosuite"] = "x".repeat(100_000).into();
    assert!(report(&long.to_string()).to_string().len() < 10_000);
}

#[test]
fn a_problem_names_what_decided() {
    // The award decides; that the registry does not know the issuer is tolerated.
    let policy = Policy::strict().with_unknown_issuer(WhenUnknown::Warned);
    let badge = resigned(
        |badge| {
            badge["credentialSubject"]["result"].as_array_mut().unwrap().remove(0);
        },
        None,
    );
    let verifier = Verifier::new(policy).with_trust(TrustRegistry::new());
    let report = verifier.verify(badge.as_bytes(), &Resources::new(), now());
    let problem = serde_json::to_value(report.to_problem().unwrap().with_status(503)).unwrap();
    assert_eq!((&problem["code"], &problem["status"]), (&json!("award.not-shown"), &json!(503)));
    assert_eq!(report.decisive().map(Check::step).collect::<Vec<_>>(), [Step::Award]);
    let message = report.into_verified().unwrap_err().to_string();
    assert!(message.starts_with("undecided: at /credentialSubject/achievement/resultDescription/0: "), "{message}");
}

#[test]
fn a_change_of_documents_is_one_under_any_of_their_names() {
    use crate::did::{IssuerDocuments, IssuerKey};
    let did = "did:web:badges.example.edu";
    let published = |seed: u8| {
        let key = SigningKey::from_seed(&Seed::from_bytes([seed; 32])).verifying_key();
        let documents =
            IssuerDocuments::new(crate::model::Profile::new(did).with_name("College"), [IssuerKey::new(key)]);
        documents.unwrap().did_document().unwrap().unwrap()
    };
    let own = SigningKey::from_seed(&Seed::from_bytes([5; 32]));
    let method = format!("{did}#{}", own.verifying_key());
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    value["issuer"]["id"] = did.into();
    let document = Document::parse(value.to_string().as_bytes()).unwrap();
    let badge = secure(&document, &own, &ProofOptions::new(&method)).unwrap();
    let address = "https://badges.example.edu/.well-known/did.json";
    let current = [
        Resources::new().with_document(did, published(5)),
        Resources::new().with_document(address, published(5)),
        Resources::new().with_key(&method, did, own.verifying_key()),
    ];
    for current in &current {
        for name in [did, address] {
            let proposed = Resources::new().with_document(name, published(6));
            let stopping = Verifier::default().would_stop([badge.as_bytes()], current, &proposed, now());
            assert_eq!(stopping.iter().map(Stopping::verifies_now).collect::<Vec<_>>(), [true], "{name}");
        }
    }
}

#[test]
fn long_ids_and_many_faults_cost_little() {
    // Each tag is a statement about the id: what a signature covers would be a thousand times as long as the badge.
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value["credentialSubject"]["achievement"]["id"] = format!("urn:x:{}", "x".repeat(200_000)).into();
    value["credentialSubject"]["achievement"]["tag"] = (0..10_000).map(|n| n.to_string()).collect();
    let long = report(&value.to_string());
    assert_eq!(long.outcome(Step::JsonLd), CheckOutcome::Unknown);
    assert!(codes(&long).contains(&(Code::JsonLdTooCostly, String::new())), "{:?}", codes(&long));
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value["evidence"] = vec![json!({"type": ["Evidence"], "description": null}); 3_000].into();
    let many = report(&value.to_string());
    let listed = codes(&many).iter().filter(|(code, _)| *code == Code::JsonLdWithoutEffect).count();
    assert_eq!(listed, 51);
}
