use super::*;
use crate::model::Profile;

const BADGE: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "issuer": {"id": "https://example.edu", "type": ["Profile"], "name": "Example", "ext": {"b": null, "a": []}},
  "validFrom": "2026-05-01T00:00:00Z",
  "credentialSubject": {
    "type": ["AchievementSubject"],
    "identifier": [{"type": "IdentityObject", "hashed": true, "identityHash": "sha256$0000000000000000000000000000000000000000000000000000000000000000", "identityType": "emailAddress"}],
    "achievement": {
      "id": "https://example.edu/1", "type": ["Achievement"], "achievementType": "ext:Nano", "name": "Teamwork",
      "description": "Works well.", "criteria": {"narrative": "Do it."},
      "resultDescription": [{
        "id": "https://example.edu/1#a", "type": ["ResultDescription"], "name": "A", "resultType": "RubricCriterionLevel",
        "requiredLevel": "https://example.edu/1#a/2",
        "rubricCriterionLevel": [
          {"id": "https://example.edu/1#a/1", "type": ["RubricCriterionLevel"], "name": "One", "points": "1"},
          {"id": "https://example.edu/1#a/2", "type": ["RubricCriterionLevel"], "name": "Two", "points": "2"}
        ]
      }]
    },
    "result": [{"type": ["Result"], "resultDescription": "https://example.edu/1#a", "achievedLevel": "https://example.edu/1#a/2"}]
  },
  "z": 1, "a": {"y": [1.50]}
}"#;

const HASH: &str = "sha256$0000000000000000000000000000000000000000000000000000000000000000";

fn changed(from: &str, to: &str) -> Vec<(Code, String)> {
    assert!(BADGE.contains(from), "{from}");
    let document = Document::parse(BADGE.replacen(from, to, 1).as_bytes()).unwrap();
    conform(&document).iter().map(|f| (f.code(), f.pointer().to_owned())).collect()
}

#[test]
fn a_good_badge_has_no_findings_and_comes_back_whole() {
    let document = Document::parse(BADGE.as_bytes()).unwrap();
    assert_eq!(texts(&conform(&document)), [] as [String; 0]);
    let credential = AchievementCredential::read(&document).unwrap();
    // Unknown members in their order, nulls, empties and number texts among them.
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(squeezed(&credential.to_json()), squeezed(BADGE));
    assert_eq!(credential.to_document().unwrap(), document);
    assert_eq!(credential.extra.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["z", "a"]);
    let issuer = credential.issuer.profile().unwrap();
    assert_eq!(issuer.extra.get("ext").unwrap().as_str(), r#"{"b": null, "a": []}"#);
}

fn texts(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
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
        (r#""type": "IdentityObject""#, r#""type": ["IdentityObject"]"#, ModelWrongType, "/credentialSubject/identifier/0/type"),
        (r#""type": "IdentityObject""#, r#""type": "Identity""#, ModelWrongValue, "/credentialSubject/identifier/0/type"),
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
        (r#""id": "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e""#, r#""id": null"#, ModelWrongType, "/id"),
        (r#"["Profile"]"#, r#"["Profile", "Profile"]"#, ModelRepeatedValue, "/issuer/type/1"),
        (r#""name": "Example""#, r#""name": "Example", "phone": "call me""#, ModelWrongValue, "/issuer/phone"),
        (r#""name": "Example""#, r#""name": "Example", "email": "example.edu""#, ModelWrongValue, "/issuer/email"),
        (r#""name": "Example""#, r#""name": "Example", "url": "example.edu""#, ModelWrongValue, "/issuer/url"),
        (r#""name": "Example""#, r#""name": "Example", "dateOfBirth": "1.1.2000""#, ModelWrongValue, "/issuer/dateOfBirth"),
        (r#""name": "Example""#, r#""name": "Example", "address": {"type": ["Address"], "addressCountryCode": "usa"}"#, ModelWrongValue, "/issuer/address/addressCountryCode"),
        (r#""name": "Example""#, r#""name": "Example", "address": {"type": ["Address"], "geo": {"type": "GeoCoordinates", "latitude": 91, "longitude": 0}}"#, ModelWrongValue, "/issuer/address/geo/latitude"),
        (r#""name": "Example""#, r#""name": "Example", "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "1", "identifierType": "isbn", "x": 1}]"#, ModelUndefinedMember, "/issuer/otherIdentifier/0/x"),
        (r#""name": "Example""#, r#""name": "Example", "endorsementJwt": ["a.b"]"#, ModelWrongValue, "/issuer/endorsementJwt/0"),
        (r#""name": "Example""#, r#""name": "Example", "endorsementJwt": ["a.b.c"]"#, ModelEndorsementTarget, "/issuer/endorsementJwt/0"),
        (r#""name": "Example""#, r#""name": "Example", "endorsement": ["a.b.c"]"#, ModelWrongType, "/issuer/endorsement/0"),
        (r#""name": "Example""#, r#""name": "Example", "image": "https://example.edu/i.png""#, ModelWrongType, "/issuer/image"),
        (r#""name": "Example""#, r#""name": "Example", "image": {"id": "data:text/html,x", "type": "Image"}"#, ModelWrongValue, "/issuer/image/id"),
        (r#""name": "Teamwork""#, r#""name": "Teamwork", "inLanguage": "english""#, ModelWrongValue, "/credentialSubject/achievement/inLanguage"),
        (r#""name": "Teamwork""#, r#""name": "Teamwork", "tag": "team""#, ModelWrongType, "/credentialSubject/achievement/tag"),
        (r#""name": "Teamwork""#, r#""name": "Teamwork", "tag": ["team", "work", "team"]"#, ModelRepeatedValue, "/credentialSubject/achievement/tag/2"),
        (r#""name": "Teamwork""#, r#""name": "Teamwork", "creditsAvailable": "3""#, ModelWrongType, "/credentialSubject/achievement/creditsAvailable"),
        (r#"sha256$0000"#, r#"sha512$0000"#, ModelWrongValue, "/credentialSubject/identifier/0/identityHash"),
        (HASH, "md5$00000000000000000000000000000000", ModelWeakHash, "/credentialSubject/identifier/0/identityHash"),
        (r#""z": 1"#, r#""credentialSchema": [{"id": "https://example.org/s", "type": "JsonSchema"}]"#, ModelCredentialSchema, "/credentialSchema"),
        (r#""z": 1"#, r#""proof": {"type": "DataIntegrityProof", "proofPurpose": "authentication"}"#, ModelWrongValue, "/proof/proofPurpose"),
        (r#""name": "Teamwork""#, r#""name": "Teamwork", "related": [{"id": "urn:x:r", "type": ["Related"]}, {"id": "urn:x:r", "type": ["Related"]}]"#, ModelRepeatedValue, "/credentialSubject/achievement/related/1"),
        (r#""validFrom": "2026-05-01T00:00:00Z""#, r#""validFrom": "2026-05-01T00:00:00Z", "validUntil": "2026-04-30T23:59:59Z""#, ModelDatesOutOfOrder, "/validUntil"),
        (r#""hashed": true"#, r#""hashed": true, "x": 1"#, ModelUndefinedMember, "/credentialSubject/identifier/0/x"),
        (r#""z": 1"#, r#""credentialStatus": [{"id": "urn:x:1", "type": "A"}, {"id": "urn:x:2", "type": "A"}]"#, ModelSeveralStatuses, "/credentialStatus"),
        (r#""z": 1"#, r#""credentialStatus": {"id": "urn:x:1", "type": "1EdTechRevocationList"}"#, ModelExtensionContext, "/credentialStatus/type"),
        (r#""z": 1"#, r#""refreshService": {"id": "urn:x:1", "type": "1EdTechCredentialRefresh"}"#, ModelExtensionContext, "/refreshService/type"),
        (r#""z": 1"#, r#""credentialSchema": {"id": "urn:x:1", "type": ""}"#, ModelWrongValue, "/credentialSchema/type"),
        (r#""z": 1"#, r#""credentialStatus": {"id": "urn:x:1", "type": "B", "statusListIndex": "-1"}"#, ModelWrongValue, "/credentialStatus/statusListIndex"),
        (r#""z": 1"#, r#""termsOfUse": [{"id": "x", "type": "T"}]"#, ModelWrongValue, "/termsOfUse/0/id"),
        ("context-3.0.3.json", "context-3.1.0.json", ModelContextVersion, "/@context/1"),
        ("context-3.0.3.json\"", "context-3.0.3.json\", \"local\"", ModelContext, "/@context/2"),
        (r#""points": "2""#, r#""points": "1.0""#, ModelOrderNotSigned, "/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel"),
        (r#""name": "A","#, r#""name": "A", "valueMin": "2", "valueMax": "1.5","#, ModelOutOfRange, "/credentialSubject/achievement/resultDescription/0/valueMax"),
        (r#""name": "A","#, r#""name": "A", "valueMin": "2", "requiredValue": "1.5","#, ModelOutOfRange, "/credentialSubject/achievement/resultDescription/0/requiredValue"),
        (r#""name": "A","#, r#""name": "A", "allowedValue": ["a", "b"], "requiredValue": "c","#, ModelOutOfRange, "/credentialSubject/achievement/resultDescription/0/requiredValue"),
        (r#""type": ["Result"],"#, r#""type": ["Result"], "status": "Done","#, ModelWrongValue, "/credentialSubject/result/0/status"),
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
    let from = r#""identifier": [{"type": "IdentityObject", "hashed": true, "identityHash": "sha256$0000000000000000000000000000000000000000000000000000000000000000", "identityType": "emailAddress"}],"#;
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

#[test]
fn results_stay_in_their_bounds() {
    let result = |description: &str, result: &str| {
        let described = format!(r#""name": "A", {description}"#);
        let text = BADGE.replacen(r#""name": "A","#, &described, 1).replacen(r#""type": ["Result"],"#, result, 1);
        let document = Document::parse(text.as_bytes()).unwrap();
        conform(&document).iter().map(|f| (f.code(), f.pointer().to_owned())).collect::<Vec<_>>()
    };
    let value = |code| vec![(code, "/credentialSubject/result/0/value".to_owned())];
    let bounds = r#""valueMin": "0", "valueMax": "4.0","#;
    assert_eq!(result(bounds, r#""type": ["Result"], "value": "4.00","#), []);
    assert_eq!(result(bounds, r#""type": ["Result"], "value": "4.01","#), value(Code::ModelOutOfRange));
    assert_eq!(result(bounds, r#""type": ["Result"], "value": "-1","#), value(Code::ModelOutOfRange));
    // What is no number cannot be compared; a long one can.
    for odd in ["B", "+99", " 99", "99%", "1e9", "٩٩"] {
        let found = result(bounds, &format!(r#""type": ["Result"], "value": "{odd}","#));
        assert_eq!(found, value(Code::ModelOutOfRange), "{odd}");
    }
    let long = format!(r#""type": ["Result"], "value": "{}","#, "9".repeat(2_000));
    assert_eq!(result(bounds, &long), value(Code::ModelOutOfRange));
    let allowed = r#""allowedValue": ["D", "C", "B", "C"],"#;
    assert_eq!(result(allowed, r#""type": ["Result"], "value": "B","#), []);
    assert_eq!(result(allowed, r#""type": ["Result"], "value": "A","#), value(Code::ModelOutOfRange));
    let text = BADGE.replace(r#""resultType": "RubricCriterionLevel""#, r#""resultType": "Status""#);
    let found = conform(&Document::parse(text.as_bytes()).unwrap());
    assert_eq!(
        texts(&found),
        [
            "at /credentialSubject/result/0: a result whose description is of type `Status` needs the member `status`; add `status`, such as `Completed`"
        ]
    );
}

#[test]
fn old_credentials_have_other_names_and_an_issuer_object() {
    let old = BADGE
        .replace(super::super::CREDENTIALS_V2, super::super::CREDENTIALS_V1)
        .replace("validFrom", "issuanceDate")
        .replace(r#""issuer""#, r#""name": "Badge", "issuer""#)
        .replace(r#""z": 1"#, r#""expirationDate": "2026-06-01T00:00:00+00:00", "validFrom": 7, "z": 1"#);
    let document = Document::parse(old.as_bytes()).unwrap();
    assert_eq!(texts(&conform(&document)), [] as [String; 0]);
    let credential = AchievementCredential::read(&document).unwrap();
    assert_eq!(credential.version(), Version::V1_1);
    assert_eq!(credential.valid_from.as_str(), "2026-05-01T00:00:00Z");
    assert_eq!(credential.valid_until.as_ref().unwrap().as_str(), "2026-06-01T00:00:00+00:00");
    assert_eq!(credential.to_document().unwrap(), document);
    let codes = |text: String| {
        let found = conform(&Document::parse(text.as_bytes()).unwrap());
        found.iter().map(|f| (f.code(), f.pointer().to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(codes(old.replace("2026-06", "2026-04")), [(Code::ModelDatesOutOfOrder, "/expirationDate".into())]);
    assert_eq!(codes(old.replace(r#""name": "Badge", "#, "")), [(Code::ModelMissingMember, String::new())]);
    assert_eq!(codes(old.replace("issuanceDate", "issued")), [(Code::ModelMissingMember, String::new())]);
    let (before, rest) = old.split_once(r#""issuer": "#).unwrap();
    let (_, after) = rest.split_once("},\n").unwrap();
    let uri = format!("{before}\"issuer\": \"https://example.edu\",\n{after}");
    assert_eq!(codes(uri), [(Code::ModelWrongType, "/issuer".into())]);
}

/// An endorsement of something, without a proof that anybody could check.
fn endorsement(target: &str) -> String {
    format!(
        r#"{{"@context": ["{}", "{}"], "id": "urn:x:e", "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "E", "issuer": {{"id": "https://example.org", "type": ["Profile"]}}, "validFrom": "2026-05-01T00:00:00Z",
        "credentialSubject": {{"id": "{target}", "type": ["EndorsementSubject"], "endorsementComment": "Good."}},
        "proof": {{"type": "DataIntegrityProof"}}}}"#,
        super::super::CREDENTIALS_V2,
        super::super::OPEN_BADGES_3_0_3
    )
}

#[test]
fn endorsements_are_about_what_carries_them() {
    use Severity::{Error, Warning};
    let (credential, achievement) = ("urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e", "https://example.edu/1");
    let of = |place: &str, target: &str| {
        let text = BADGE.replacen(place, &format!(r#"{place}, "endorsement": [{}]"#, endorsement(target)), 1);
        let document = Document::parse(text.as_bytes()).unwrap();
        let found = conform(&document);
        found.iter().map(|f| (f.code(), f.severity())).collect::<Vec<_>>()
    };
    let target = |severity| vec![(Code::ModelEndorsementTarget, severity)];
    for (place, own) in [
        (r#""z": 1"#, credential),
        (r#""name": "Teamwork""#, achievement),
        (r#""name": "Example""#, "https://example.edu"),
    ] {
        assert_eq!(of(place, own), []);
        assert_eq!(of(place, "https://example.net"), target(Error));
        // The endorser himself is not in the credential, and an endorser's word for himself is none.
        assert_eq!(of(place, "https://example.org"), target(Error));
    }
    assert_eq!(of(r#""z": 1"#, achievement), []);
    assert_eq!(of(r#""z": 1"#, "https://example.edu"), []);
    assert_eq!(of(r#""name": "Teamwork""#, credential), target(Warning));
    assert_eq!(of(r#""name": "Example""#, achievement), target(Warning));

    let unsigned = endorsement(credential).replace(r#"{"type": "DataIntegrityProof"}"#, "[]");
    let text = BADGE.replacen(r#""z": 1"#, &format!(r#""endorsement": [{unsigned}]"#), 1);
    let found = conform(&Document::parse(text.as_bytes()).unwrap());
    assert_eq!(found.iter().map(|f| f.code()).collect::<Vec<_>>(), [Code::ModelEndorsementUnsigned]);
}

#[test]
fn endorsements_as_jwt_are_read_for_their_target() {
    use base64::Engine;
    let codes = |payload: &str| {
        let payload = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(payload);
        let text = BADGE.replacen(r#""z": 1"#, &format!(r#""endorsementJwt": ["e30.{payload}.c2ln"]"#), 1);
        let found = conform(&Document::parse(text.as_bytes()).unwrap());
        found.iter().map(|f| (f.code(), f.severity())).collect::<Vec<_>>()
    };
    assert_eq!(codes(&endorsement("https://example.edu/1")), []);
    assert_eq!(codes(&format!(r#"{{"vc": {}}}"#, endorsement("https://example.edu/1"))), []);
    assert_eq!(codes(&endorsement("https://example.net")), [(Code::ModelEndorsementTarget, Severity::Error)]);
    // Whatever form a verifier may look at, it says the same.
    let own = endorsement("https://example.edu/1");
    for other in [
        format!(r#"{{"vc": {own}, "sub": "https://example.net"}}"#),
        format!(
            r#"{{"vc": {own}, "type": "EndorsementCredential", "credentialSubject": {{"id": "https://example.net"}}}}"#
        ),
        own.replace(
            r#"{"id": "https://example.edu/1""#,
            r#"[{"id": "https://example.net"}, {"id": "https://example.edu/1""#,
        )
        .replace(r#""Good."}"#, r#""Good."}]"#),
    ] {
        assert_eq!(codes(&other), [(Code::ModelEndorsementTarget, Severity::Error)], "{other}");
    }
    let badge = own.replace("\"EndorsementCredential\"", "\"OpenBadgeCredential\"");
    let no_subject = r#"{"sub": "https://example.edu/1"}"#;
    let by_sub = own.replace(r#""id": "https://example.edu/1", "#, "");
    assert_eq!(codes(&format!(r#"{{"vc": {by_sub}, "sub": "https://example.edu/1"}}"#)), []);
    let empty = r#"{"type": ["EndorsementCredential"], "credentialSubject": []}"#;
    let odd_sub = own.replacen('{', r#"{"sub": ["https://example.edu/1"], "#, 1);
    let unreadable = [
        "",
        "{",
        "{}",
        r#"{"credentialSubject": {"id": 7}}"#,
        r#"{"vc": null}"#,
        no_subject,
        &badge,
        &by_sub,
        empty,
        &odd_sub,
    ];
    for unreadable in unreadable {
        assert_eq!(codes(unreadable), [(Code::ModelEndorsementTarget, Severity::Error)], "{unreadable}");
    }
}

#[test]
fn the_outer_credential_lends_its_context() {
    let status = r#""credentialStatus": {"id": "urn:x:s", "type": "1EdTechRevocationList"}, "proof""#;
    let inner = endorsement("https://example.edu").replace("\"proof\"", status);
    let text = BADGE.replacen(r#""z": 1"#, &format!(r#""endorsement": [{inner}]"#), 1);
    let with = |text: &str| {
        let found = conform(&Document::parse(text.as_bytes()).unwrap());
        found.iter().map(|f| (f.code(), f.severity())).collect::<Vec<_>>()
    };
    assert_eq!(with(&text), [(Code::ModelExtensionContext, Severity::Error)]);
    let outer = text.replacen("context-3.0.3.json\"", &format!("context-3.0.3.json\", \"{EXTENSIONS}\""), 1);
    assert_eq!(with(&outer), [(Code::ModelExtensionContext, Severity::Warning)]);
    let both = text.replace("context-3.0.3.json\"", &format!("context-3.0.3.json\", \"{EXTENSIONS}\""));
    assert_eq!(with(&both), []);
}

#[test]
fn a_context_inside_the_document_is_noted() {
    let found = changed("context-3.0.3.json\"]", "context-3.0.3.json\", {\"x\": \"urn:x:x\"}]");
    assert_eq!(found, [(Code::ModelContext, "/@context/2".to_owned())]);
}

#[test]
fn an_endorsement_alone_is_judged_as_one() {
    let document = Document::parse(endorsement("urn:x:1").as_bytes()).unwrap();
    assert_eq!(texts(&conform(&document)), [] as [String; 0]);
    let nameless = endorsement("urn:x:1").replace("\"name\"", "\"title\"");
    let document = Document::parse(nameless.as_bytes()).unwrap();
    let expected = ["EndorsementCredential needs the member `name`; add `name`, a string"];
    assert_eq!(texts(&conform(&document)), expected);
    assert_eq!(EndorsementCredential::read(&document).unwrap_err().to_string(), expected[0]);
}

#[test]
fn every_finding_says_what_to_do() {
    let text =
        BADGE.replace("https://example.edu", "example.edu").replace("\"name\"", "\"label\"").replace("Result", "X");
    let found = conform(&Document::parse(text.as_bytes()).unwrap());
    assert!(found.len() > 10, "{}", found.len());
    for finding in found {
        assert!(finding.remedy().is_some() && finding.value().is_some(), "{finding:?}");
    }
}

#[test]
fn what_is_no_credential_of_open_badges_3_is_named() {
    let said = |text: &str| texts(&conform(&Document::parse(text.as_bytes()).unwrap()));
    let old = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "badge": {"type": "BadgeClass"}}"#;
    let expected = "this is of Open Badges 1 or 2, not a credential of Open Badges 3.0; ask its issuer for the badge in version 3.0";
    assert_eq!(said(old), [expected]);
    assert_eq!(said(r#"{"type": "Profile", "id": "https://example.edu"}"#), [] as [String; 0]);
    // Whoever says that it is an achievement's is judged as that, whatever else it may say.
    let both =
        BADGE.replace("\"OpenBadgeCredential\"", "\"EndorsementCredential\", \"OpenBadgeCredential\", \"Assertion\"");
    assert_eq!(said(&both), [] as [String; 0]);
    assert_eq!(said(&both.replace("\"criteria\"", "\"criterion\"")).len(), 1);
}

#[test]
fn names_of_the_other_version_are_to_be_renamed() {
    let said = |text: &str| texts(&conform(&Document::parse(text.as_bytes()).unwrap()));
    let misnamed = said(&BADGE.replace("validFrom", "issuanceDate"));
    assert_eq!(misnamed, ["AchievementCredential needs the member `validFrom`; rename `issuanceDate`"]);
}

#[test]
fn views_are_of_their_class_and_say_what_did_not_fit() {
    let document = Document::parse(BADGE.as_bytes()).unwrap();
    assert!(EndorsementCredential::read(&document).is_err());
    assert!(Profile::read(&document).is_err());
    assert!(Profile::read(&Document::parse(br#"{"id": "https://example.edu"}"#).unwrap()).is_err());
    let odd =
        BADGE.replace(r#""z": 1"#, r#""evidence": [{"type": ["Evidence"]}, 7], "validUntil": "2027-01-01", "z": 1"#);
    let read = AchievementCredential::read(&Document::parse(odd.as_bytes()).unwrap()).unwrap();
    assert_eq!((read.evidence.len(), read.valid_until.as_ref()), (0, None));
    assert_eq!(read.misfits(), ["evidence", "validUntil"]);
    let old = odd.replace(super::super::CREDENTIALS_V2, super::super::CREDENTIALS_V1).replace("valid", "x");
    let old = old.replace("xFrom", "issuanceDate").replace("xUntil", "expirationDate");
    let read = AchievementCredential::read(&Document::parse(old.as_bytes()).unwrap()).unwrap();
    assert_eq!(read.misfits(), ["evidence", "expirationDate"]);
}

#[test]
fn a_second_comment_on_one_thing_merges_with_the_first() {
    let own = "urn:uuid:7d8f2e2a-7f0e-4b6f-9a3c-0d9a1b2c3d4e";
    let second = endorsement(own).replace("urn:x:e", "urn:x:f").replace("https://example.org", "https://example.net");
    let text = BADGE.replacen(r#""z": 1"#, &format!(r#""endorsement": [{}, {second}]"#, endorsement(own)), 1);
    let found = |text: &str| {
        let found = conform(&Document::parse(text.as_bytes()).unwrap());
        let found = found.iter().filter(|f| f.code() != Code::ModelEndorsementUnsigned);
        found.map(|f| (f.code(), f.pointer().to_owned())).collect::<Vec<_>>()
    };
    // Each has a proof that fixes its comment.
    assert_eq!(found(&text), []);
    // Without one, the outer signature covers both comments, not which is whose.
    let twice = |place: &str| (Code::ModelDescribedTwice, place.to_owned());
    for bare in [text.replacen("\"proof\"", "\"prof\"", 1), text.replace("\"proof\"", "\"prof\"")] {
        assert_eq!(found(&bare), [twice("/endorsement/1/credentialSubject")]);
    }
    // One endorser in both is described by both, each for itself; the outer credential's issuer is in no other proof.
    let same = text.replace("https://example.net", "https://example.org");
    let named = |text: &str| {
        text.replace(
            r#""id": "https://example.org", "type": ["Profile"]"#,
            r#""id": "https://example.org", "type": ["Profile"], "name": "Org""#,
        )
    };
    assert!(named(&same).matches("Org").count() == 2, "{same}");
    assert_eq!(found(&named(&same)), []);
    let issuer = named(&same).replace("https://example.org", "https://example.edu");
    let places = ["/endorsement/0/issuer", "/endorsement/1/issuer"];
    assert_eq!(found(&issuer), places.map(twice));
    // Twice in one endorsement it can hide there.
    let within = named(&text).replacen(
        r#""name": "Org""#,
        r#""name": "Org", "parentOrg": {"id": "https://example.org", "type": ["Profile"], "name": "Org"}"#,
        1,
    );
    assert_eq!(found(&within), [twice("/endorsement/0/issuer/parentOrg")]);
}

#[test]
fn what_is_pinned_is_described_once_elsewhere() {
    use Code::*;
    let evidence = r#"{"id": "https://example.edu/e", "type": ["Evidence"], "name": "E"}"#;
    let with = |pins: &str, evidence: &str| {
        changed(r#""z": 1"#, &format!(r#""relatedResource": {pins}, "evidence": [{evidence}]"#))
    };
    let pin = |more: &str| format!(r#"{{"id": "https://example.edu/e"{more}}}"#);
    let good = pin(r#", "mediaType": "text/html", "digestSRI": "sha384-x""#);
    assert_eq!(with(&good, evidence), []);
    assert_eq!(with(&format!("[{good}]"), evidence), []);
    let at = |code: Code, place: &str| [(code, place.to_owned())];
    // A digest in another place, and anything else in this, could be moved between the two.
    let moved = evidence.replace("\"name\"", "\"digestSRI\": \"x\", \"name\"");
    assert_eq!(with(&good, &moved), at(ModelDescribedTwice, "/evidence/0"));
    let more = pin(r#", "digestSRI": "sha384-x", "name": "E""#);
    assert_eq!(with(&more, evidence), at(ModelDescribedTwice, "/evidence/0"));
    let typed = pin(r#", "digestSRI": "sha384-x", "type": ["Related"]"#);
    assert_eq!(with(&typed, evidence), at(ModelDescribedTwice, "/evidence/0"));
    let twice = format!("[{good}, {good}]");
    assert_eq!(with(&twice, "{\"type\": [\"Evidence\"]}"), at(ModelDescribedTwice, "/relatedResource/1"));
    assert_eq!(with(&twice, evidence)[0], at(ModelDescribedTwice, "/relatedResource/1")[0]);
    // The pin elsewhere than in the credential itself is a description like others.
    let found = changed(r#""z": 1"#, &format!(r#""a2": {{"relatedResource": {good}}}, "evidence": [{evidence}]"#));
    assert_eq!(found, at(ModelDescribedTwice, "/evidence/0"));
    let place = "/relatedResource";
    assert_eq!(with(&pin(""), evidence), at(ModelMissingMember, place));
    assert_eq!(with(&pin(r#", "digestMultibase": []"#), evidence), at(ModelMissingMember, place));
    assert_eq!(with(r#"{"digestMultibase": "z"}"#, evidence), at(ModelMissingMember, place));
    assert_eq!(with(r#"{"id": "e", "digestMultibase": "z"}"#, evidence), at(ModelWrongValue, "/relatedResource/id"));
    assert_eq!(with(r#"["https://example.edu/e"]"#, evidence), at(ModelWrongType, "/relatedResource/0"));
    assert_eq!(
        with(&pin(r#", "mediaType": 7, "digestSRI": ["x", 7]"#), evidence),
        [
            (ModelWrongType, "/relatedResource/mediaType".to_owned()),
            (ModelWrongType, "/relatedResource/digestSRI/1".to_owned())
        ]
    );
}

#[test]
fn findings_of_one_code_do_not_hide_those_of_another() {
    let list = vec![r#""t""#; 200].join(",");
    let twice =
        r#""name": "Teamwork", "related": [{"id": "https://example.edu", "type": ["Related"], "version": "1"}]"#;
    let text = BADGE.replacen(r#""name": "Teamwork""#, &format!(r#"{twice}, "tag": [{list}]"#), 1);
    let found = conform(&Document::parse(text.as_bytes()).unwrap());
    assert!(found.iter().any(|finding| finding.code() == Code::ModelDescribedTwice));
    assert_eq!(found.len(), 52);
}

#[test]
fn findings_are_bounded() {
    let list = vec!["null"; 2_000].join(",");
    let text = BADGE.replacen(r#""z": 1"#, &format!(r#""evidence": [{list}]"#), 1);
    let found = conform(&Document::parse(text.as_bytes()).unwrap());
    assert_eq!(found.len(), 101);
    let last = found.last().unwrap();
    assert_eq!((last.code(), last.severity()), (Code::ModelMoreFindings, Severity::Error));
    assert_eq!(last.message(), "1950 more errors and 1949 more warnings are not listed");
}

#[test]
fn keys_that_are_published_are_public() {
    use crate::model::{Jwk, Jwks, Multikey};
    let found = |findings: Vec<Finding>| texts(&findings);
    let jwks = |key: &str| Jwks::conform(&Document::parse(format!(r#"{{"keys": [{key}]}}"#).as_bytes()).unwrap());
    assert_eq!(found(jwks(r#"{"kty": "OKP", "crv": "Ed25519", "x": "AA"}"#)), [] as [String; 0]);
    let secret = r#"{"kty": "OKP", "crv": "Ed25519", "x": "AA", "d": "c2VjcmV0"}"#;
    let expected = ["at /keys/0/d: `d` is a part of a private key; take it out, and make a new key: this one is known"];
    assert_eq!(found(jwks(secret)), expected);
    for hidden in [secret.to_owned(), format!("[{secret}]"), format!("{secret}], \"x\": [1")] {
        let findings = jwks(&hidden);
        assert!(findings.iter().any(|finding| finding.code() == Code::ModelPrivateKey), "{hidden}");
        assert!(!format!("{findings:?}").contains("c2VjcmV0"));
    }
    let single = Jwks::conform(&Document::parse(format!(r#"{{"keys": {secret}}}"#).as_bytes()).unwrap());
    assert!(!format!("{single:?}").contains("c2VjcmV0"));
    for hidden in [
        format!(
            r#"{{"id": "https://a.example/#k", "type": "Multikey", "controller": "https://a.example/", "publicKeyJwk": {secret}}}"#
        ),
        format!(r#"{{"keys": [{{"kty": "OKP", "next": {secret}}}], "old": [{secret}]}}"#),
        format!(
            r#"{{"id": "https://a.example/", "type": ["Profile"], "assertionMethod": [{{"publicKeyJwk": {secret}}}]}}"#
        ),
        r#"{"keys": ["{\"d\":\"c2VjcmV0\"}"]}"#.to_owned(),
    ] {
        let document = Document::parse(hidden.as_bytes()).unwrap();
        let findings = match hidden.contains("Multikey") {
            true => Multikey::conform(&document),
            false if hidden.contains("Profile") => Profile::conform(&document),
            false => Jwks::conform(&document),
        };
        assert!(!findings.is_empty() && !format!("{findings:?}").contains("c2VjcmV0"), "{hidden}");
        if hidden.contains('\\') {
            continue;
        }
        let views = (Multikey::read(&document), Jwks::read(&document), Profile::read(&document));
        assert!(!format!("{:?} {:?} {:?}", views.0.ok(), views.1.ok(), views.2.ok()).contains("c2VjcmV0"), "{hidden}");
    }
    let read = Jwk::read(&Document::parse(secret.as_bytes()).unwrap()).unwrap();
    assert!(!format!("{read:?}").contains("c2VjcmV0"));
    assert_eq!(read.extra.get("crv").unwrap().root().as_str().unwrap(), "Ed25519");
    assert_eq!(found(jwks("")), ["at /keys: JWKS needs at least one of `keys`; add one"]);
    let multikey = r#"{"id": "https://a.example/#k", "type": "Multikey", "controller": "https://a.example/", "publicKeyMultibase": "z6Mk"}"#;
    let document = Document::parse(multikey.as_bytes()).unwrap();
    assert_eq!(found(Multikey::conform(&document)), [] as [String; 0]);
    assert_eq!(Multikey::read(&document).unwrap().to_document().unwrap(), document);
}

#[test]
fn a_profile_alone() {
    let document = Document::parse(br#"{"id": "https://example.edu", "type": "Profile"}"#).unwrap();
    assert_eq!(texts(&Profile::conform(&document)), [] as [String; 0]);
    let mut profile = Profile::read(&document).unwrap();
    assert_eq!(profile.to_json(), r#"{"id":"https://example.edu","type":"Profile"}"#);
    profile.extra.write_as_list("type");
    assert_eq!(profile.to_json(), r#"{"id":"https://example.edu","type":["Profile"]}"#);
}
