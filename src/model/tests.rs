use super::*;
use crate::document::Document;
use crate::finding::Code;

const BADGE: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "issuer": {"id": "https://example.edu", "type": ["Profile"], "name": "Example", "ext": {"b": null, "a": []}},
  "validFrom": "2026-05-01T00:00:00Z",
  "credentialSubject": {
    "type": ["AchievementSubject"],
    "identifier": [{"type": "IdentityObject", "hashed": true, "identityHash": "sha256$00", "identityType": "emailAddress"}],
    "achievement": {
      "id": "https://example.edu/1", "type": ["Achievement"], "achievementType": "ext:Nano", "name": "Teamwork",
      "description": "Works well.", "criteria": {"narrative": "Do it."},
      "resultDescription": [{
        "id": "https://example.edu/1#a", "type": ["ResultDescription"], "name": "A", "resultType": "RubricCriterionLevel",
        "requiredLevel": "https://example.edu/1#a/2",
        "rubricCriterionLevel": [
          {"id": "https://example.edu/1#a/1", "type": ["RubricCriterionLevel"], "name": "One"},
          {"id": "https://example.edu/1#a/2", "type": ["RubricCriterionLevel"], "name": "Two"}
        ]
      }]
    },
    "result": [{"type": ["Result"], "resultDescription": "https://example.edu/1#a", "achievedLevel": "https://example.edu/1#a/2"}]
  },
  "z": 1, "a": {"y": [1.5]}
}"#;

fn changed(from: &str, to: &str) -> Vec<(Code, String)> {
    assert!(BADGE.contains(from), "{from}");
    let document = Document::parse(BADGE.replacen(from, to, 1).as_bytes()).unwrap();
    conform(&document).iter().map(|f| (f.code(), f.pointer().to_owned())).collect()
}

#[test]
fn a_good_badge_has_no_findings_and_comes_back_whole() {
    let document = Document::parse(BADGE.as_bytes()).unwrap();
    assert_eq!(conform(&document), []);
    let credential = AchievementCredential::read(&document).unwrap();
    let value = serde_json::to_value(&credential).unwrap();
    assert_eq!(value, document.root().to_value().unwrap());
    // Unknown members in their order, nulls and empties among them.
    assert_eq!(credential.extra.keys().collect::<Vec<_>>(), ["z", "a"]);
    assert_eq!(
        serde_json::to_string(&credential.issuer.profile().unwrap().extra).unwrap(),
        r#"{"ext":{"b":null,"a":[]}}"#
    );
}

#[test]
fn every_rule_has_its_finding() {
    use Code::*;
    #[rustfmt::skip]
    let cases: &[(&str, &str, Code, &str)] = &[
        (r#""id": "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e","#, "", ModelMissingMember, ""),
        ("urn:uuid:7d8f", "7d8f", ModelWrongValue, "/id"),
        (r#""type": ["Profile"]"#, r#""x": 1"#, ModelMissingMember, "/issuer"),
        (r#"["Profile"]"#, r#"[7, "Profile"]"#, ModelWrongType, "/issuer/type/0"),
        (r#"["Achievement"]"#, r#""Achievements""#, ModelWrongValue, "/credentialSubject/achievement/type"),
        (r#""OpenBadgeCredential"]"#, r#""BadgeCredential"]"#, ModelWrongValue, "/type"),
        (r#""type": "IdentityObject""#, r#""type": ["IdentityObject", "X"]"#, ModelWrongValue, "/credentialSubject/identifier/0/type"),
        (r#""hashed": true"#, r#""hashed": "true""#, ModelWrongType, "/credentialSubject/identifier/0/hashed"),
        ("emailAddress", "email", ModelWrongValue, "/credentialSubject/identifier/0/identityType"),
        ("ext:Nano", "Nano", ModelWrongValue, "/credentialSubject/achievement/achievementType"),
        ("2026-05-01T00:00:00Z", "2026-05-01", ModelWrongValue, "/validFrom"),
        (r#""Teamwork""#, "7", ModelWrongType, "/credentialSubject/achievement/name"),
        (r#"{"narrative": "Do it."}"#, "{}", ModelEmptyCriteria, "/credentialSubject/achievement/criteria"),
        (r#"{"narrative": "Do it."}"#, "[]", ModelWrongType, "/credentialSubject/achievement/criteria"),
        ("#a/2\",\n        \"rubric", "#a/3\",\n        \"rubric", ModelDanglingReference, "/credentialSubject/achievement/resultDescription/0/requiredLevel"),
        (r#""achievedLevel": "https://example.edu/1#a/2""#, r#""achievedLevel": "https://example.edu/1#b/2""#, ModelDanglingReference, "/credentialSubject/result/0/achievedLevel"),
        (r#""resultDescription": "https://example.edu/1#a""#, r#""resultDescription": "https://example.edu/1#b""#, ModelDanglingReference, "/credentialSubject/result/0/resultDescription"),
        (r#""@context": ["#, r#""@context": ["https://example.org","#, ModelContext, "/@context/0"),
        ("context-3.0.3.json", "context-4.0.3.json", ModelContext, "/@context/1"),
        (r#""id": "https://example.edu/1", "type""#, r#""id": "https://example.edu", "type""#, ModelDescribedTwice, "/credentialSubject/achievement"),
        (r#""z": 1"#, r#""z": {"id": "https://example.edu", "type": "Person"}"#, ModelDescribedTwice, "/z"),
    ];
    for (from, to, code, pointer) in cases {
        let found = changed(from, to);
        assert!(found.contains(&(*code, (*pointer).to_owned())), "{to}: {found:?}");
    }
}

#[test]
fn references_without_description_are_fine() {
    let to = r#""z": {"id": "https://example.edu", "type": ["Profile"]}"#;
    assert_eq!(changed(r#""z": 1"#, to), []);
}

#[test]
fn nobody_named() {
    let from = r#""identifier": [{"type": "IdentityObject", "hashed": true, "identityHash": "sha256$00", "identityType": "emailAddress"}],"#;
    assert_eq!(changed(from, ""), [(Code::ModelNoRecipient, "/credentialSubject".into())]);
    assert_eq!(changed(from, r#""identifier": [],"#), [(Code::ModelNoRecipient, "/credentialSubject".into())]);
}

#[test]
fn not_an_object() {
    for text in ["[]", "1", "\"a\"", "null"] {
        let document = Document::parse(text.as_bytes()).unwrap();
        let found = conform(&document);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code(), Code::ModelWrongType);
        assert!(AchievementCredential::read(&document).is_err());
    }
}
