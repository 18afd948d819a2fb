use super::*;
use crate::document::Document;
use crate::finding::Code;
use crate::key::{Seed, SigningKey};

const HEAD: &str = r#""@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]"#;

fn document(members: &str) -> Document {
    Document::parse(format!("{{{HEAD},{members}}}").as_bytes()).unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_seed(&Seed::from_bytes([7; 32]))
}

fn found(members: &str) -> Vec<(Code, String)> {
    match secure(&document(members), &key(), &ProofOptions::new("did:example:i#k")) {
        Ok(_) => Vec::new(),
        Err(e) => e.findings().map(|f| (f.code(), f.pointer().to_owned())).collect(),
    }
}

const VC: &str = r#""type": ["VerifiableCredential", "OpenBadgeCredential"]"#;

#[test]
fn strictness() {
    use Code::*;
    #[rustfmt::skip]
    let cases: &[(&str, &[(Code, &str)])] = &[
        (r#""name": "x""#, &[]),
        (r#""nme": "x""#, &[(JsonLdUndefinedMember, "/nme")]),
        (r#""nme": null"#, &[(JsonLdUndefinedMember, "/nme")]),
        (r#""narative": [{"x": 1}]"#, &[(JsonLdUndefinedMember, "/narative")]),
        // Terms of a type reach neither above nor below it.
        (r#""achievementType": "Badge""#, &[(JsonLdUndefinedMember, "/achievementType")]),
        (r#""credentialSubject": {"type": "AchievementSubject", "achievement": {"type": "Achievement", "achievementType": "Badge", "role": "x"}}"#,
            &[(JsonLdUndefinedMember, "/credentialSubject/achievement/role")]),
        (r#""credentialSubject": {"type": "AchievementSubject", "achievement": {"achievementType": "Badge"}}"#,
            &[(JsonLdUndefinedMember, "/credentialSubject/achievement/achievementType")]),
        // What the credential's type defines does not hold for the subject.
        (r#""credentialSubject": {"id": "did:example:x", "validFrom": "2026-01-01T00:00:00Z"}"#, &[(JsonLdUndefinedMember, "/credentialSubject/validFrom")]),
        (r#""credentialSubject": {"type": ["AchievementSubject", "Learner"]}"#, &[(JsonLdUndefinedType, "/credentialSubject/type/1")]),
        (r#""credentialSubject": {"type": ["AchievementSubject", "https://example.org/Learner"], "role": "x"}"#, &[]),
        (r#""credentialSubject": {"type": [7]}"#, &[(JsonLdInvalidValue, "/credentialSubject/type/0")]),
        (r#""credentialSubject": {"type": []}"#, &[(JsonLdWithoutEffect, "/credentialSubject/type")]),
        (r#""id": "1234""#, &[(JsonLdRelativeIri, "/id")]),
        (r#""id": "_:b0""#, &[]),
        (r#""id": "@type""#, &[(JsonLdDropped, "/id")]),
        (r#""id": 7"#, &[(JsonLdInvalidValue, "/id")]),
        (r#""issuer": "example""#, &[(JsonLdRelativeIri, "/issuer")]),
        (r#""issuer": ["did:example:a", "b"]"#, &[(JsonLdRelativeIri, "/issuer/1")]),
        (r#""description": null"#, &[(JsonLdWithoutEffect, "/description")]),
        (r#""evidence": []"#, &[(JsonLdWithoutEffect, "/evidence")]),
        (r#""name": [["x"]]"#, &[]),
        (r#""name": {"@value": "x", "@language": "en"}"#, &[]),
        (r#""name": {"@value": "x", "@language": "e n"}"#, &[(JsonLdInvalidValue, "/name/@value")]),
        (r#""name": {"@value": "x", "@language": "en", "@type": "urn:x:t"}"#, &[(JsonLdInvalidValue, "/name/@type")]),
        (r#""name": {"@value": "x", "name": "y"}"#, &[(JsonLdInvalidValue, "/name/name")]),
        (r#""name": {"@value": ["x"]}"#, &[(JsonLdInvalidValue, "/name/@value")]),
        (r#""name": {"@value": "x", "@direction": "ltr"}"#, &[(JsonLdWithoutEffect, "/name/@value")]),
        (r#""name": {"@value": "x", "@index": "i"}"#, &[(JsonLdWithoutEffect, "/name/@index")]),
        (r#""name": {"@value": null}"#, &[(JsonLdWithoutEffect, "/name")]),
        (r#""name": {"@set": ["x"], "@list": []}"#, &[(JsonLdInvalidValue, "/name/@list")]),
        (r#""name": {"@list": ["x", 7]}"#, &[]),
        (r#""@included": "x""#, &[(JsonLdInvalidValue, "/@included")]),
        (r#""@reverse": {"evidence": {"id": "urn:x:1"}}"#, &[(JsonLdUndefinedMember, "/@reverse/evidence")]),
        // Who reads the members would miss what has another name than that of the standards' contexts.
        (r#""https://www.w3.org/2018/credentials#validUntil": "x""#, &[(JsonLdUnsupported, "/https:~1~1www.w3.org~12018~1credentials#validUntil")]),
        (r#""@reverse": {"https://example.org/p": {"id": "urn:x:1"}}"#, &[(JsonLdUnsupported, "/@reverse/https:~1~1example.org~1p")]),
        (r#""issuer": {"@context": {"label": "https://schema.org/name"}, "label": "x"}"#, &[(JsonLdUnsupported, "/issuer/label")]),
        (r#""issuer": {"@context": {"schema": "https://schema.org/"}, "schema:name": "x"}"#, &[(JsonLdUnsupported, "/issuer/schema:name")]),
        (r#""issuer": {"@context": {"@vocab": "https://schema.org/na"}, "me": "x"}"#, &[(JsonLdUnsupported, "/issuer/me")]),
        (r#""issuer": {"@context": {"about": {"@reverse": "https://www.w3.org/2018/credentials#evidence"}}, "about": {"id": "urn:x:1"}}"#,
            &[(JsonLdUnsupported, "/issuer/about")]),
        (r#""issuer": {"@context": {"key": "@id"}, "key": "urn:x:1"}"#, &[(JsonLdUnsupported, "/issuer/key")]),
        (r#""issuer": {"@context": {"class": "@type"}, "class": "Profile"}"#, &[(JsonLdUnsupported, "/issuer/class")]),
        (r#""issuer": {"type": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile"}"#, &[(JsonLdUnsupported, "/issuer/type")]),
        (r#""credentialSubject": {"type": "AchievementSubject", "achievement": {"type": "Achievement", "Criteria": {"id": "urn:x:1"}}}"#,
            &[(JsonLdUnsupported, "/credentialSubject/achievement/Criteria")]),
        (r#""credentialSubject": {"type": "AchievementSubject", "achievement": {"type": "Achievement", "criteria": {"type": "Criteria", "narrative": "x"}}}"#, &[]),
        // Ids are read as they stand.
        (r#""issuer": {"@context": {"mailto": {"@id": "did:example:", "@prefix": true}}, "id": "mailto:x"}"#, &[(JsonLdUnsupported, "/issuer/id")]),
        (r#""issuer": {"@context": {"@base": "https://example.org/"}, "id": "x"}"#, &[(JsonLdUnsupported, "/issuer/id")]),
        (r#""name": {"@list": ["x", {"@set": ["y"]}]}"#, &[(JsonLdUnsupported, "/name/@list/1")]),
        (r#""name": {"@value": "1.50", "@type": "http://www.w3.org/2001/XMLSchema#double"}"#, &[(JsonLdUnsupported, "/name/@value")]),
        (r#""name": {"@value": "x", "@type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}"#, &[(JsonLdInvalidValue, "/name/@type")]),
        (r#""name": {"@list": ["x", ["y"]]}"#, &[(JsonLdUnsupported, "/name/@list/1")]),
        (r#""@language": "en""#, &[(JsonLdInvalidValue, "/@language")]),
        (r#""@nest": {"name": "x"}"#, &[(JsonLdUnsupported, "/@nest")]),
        (r#""@mascot": "x""#, &[(JsonLdDropped, "/@mascot")]),
        (r#""name": "a\ufffe""#, &[(JsonLdUnsupported, "/name")]),
        (r#""@id": "urn:x:1""#, &[(JsonLdUnsupported, "/@id")]),
        (r#""issuer": {"id": "urn:x:1", "@type": "Profile"}"#, &[(JsonLdUnsupported, "/issuer/@type")]),
        (r#""@graph": []"#, &[(JsonLdWithoutEffect, "/@graph")]),
        (r#""@graph": "x""#, &[(JsonLdDropped, "/@graph")]),
        (r#""https://example.org/p": 1"#, &[]),
        (r#""credentialSubject": {"@context": "https://www.w3.org/ns/credentials/v2", "name": "x"}"#, &[]),
        (r#""credentialSubject": {"@context": {"name": "urn:x:other"}}"#, &[(JsonLdInvalidContext, "/credentialSubject/@context")]),
        (r#""credentialSubject": {"@context": {"mascot": "urn:x:mascot"}, "mascot": "Otter"}"#, &[]),
        (r#""credentialSubject": {"@context": null}"#, &[(JsonLdInvalidContext, "/credentialSubject/@context")]),
        (r#""credentialSubject": {"@context": 7}"#, &[(JsonLdInvalidContext, "/credentialSubject/@context")]),
        (r#""credentialSubject": {"type": "VerifiablePresentation", "verifiableCredential": {}}"#, &[(JsonLdDropped, "/credentialSubject/verifiableCredential")]),
        (r#""credentialSubject": {"type": "VerifiablePresentation", "verifiableCredential": {"name": "x"}}"#, &[(JsonLdUndefinedMember, "/credentialSubject/verifiableCredential/name")]),
        (r#""name": 9007199254740991"#, &[]),
        (r#""name": 9007199254740993"#, &[(JsonLdUnsupported, "/name")]),
        (r#""name": 1e400"#, &[(JsonLdUnsupported, "/name")]),
        (r#""name": 1e-7"#, &[(JsonLdUnsupported, "/name")]),
        (r#""name": 1e20"#, &[(JsonLdUnsupported, "/name")]),
        (r#""name": -0"#, &[(JsonLdUnsupported, "/name")]),
        (r#""name": -0.0"#, &[(JsonLdUnsupported, "/name")]),
        (r#""name": 3.5"#, &[]),
        (r#""name": 8.25000000000000"#, &[]),
        (r#""name": 8.2500000000000001"#, &[(JsonLdWithoutEffect, "/name")]),
        (r#""name": 1e-400"#, &[(JsonLdWithoutEffect, "/name")]),
        (r#""name": 4.1"#, &[]),
        (r#""name": 8.2"#, &[(JsonLdUnsupported, "/name")]),
        (r#""x": 1, "y": 2"#, &[(JsonLdUndefinedMember, "/x"), (JsonLdUndefinedMember, "/y")]),
    ];
    for (members, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(code, place)| (*code, (*place).to_owned())).collect();
        assert_eq!(found(&format!("{VC},{members}")), expected, "{members}");
    }
}

#[test]
fn contexts_are_known_or_refused() {
    let code = |context: &str| {
        let text = format!(r#"{{"@context": {context}, "type": "VerifiableCredential", "name": "x"}}"#);
        let document = Document::parse(text.as_bytes()).unwrap();
        canonicalize(&document).map_err(|e| (e.code(), e.findings().next().unwrap().pointer().to_owned()))
    };
    assert!(code("\"https://www.w3.org/ns/credentials/v2\"").is_ok());
    assert!(code("[\"https://www.w3.org/ns/credentials/v2\", {}]").is_ok());
    assert!(code("[\"https://www.w3.org/ns/credentials/v2\", \"https://www.w3.org/ns/credentials/v2\"]").is_ok());
    for (context, expected, pointer) in [
        ("[]", Code::JsonLdUnknownContext, "/@context"),
        ("\"https://example.org/c\"", Code::JsonLdUnknownContext, "/@context"),
        ("[\"https://www.w3.org/ns/credentials/v2\", 7]", Code::JsonLdInvalidContext, "/@context/1"),
        ("[\"https://www.w3.org/ns/credentials/v2\", null]", Code::JsonLdInvalidContext, "/@context/1"),
        ("[{\"@import\": \"https://www.w3.org/ns/credentials/v2\"}]", Code::JsonLdUnsupported, "/@context/0"),
        ("null", Code::JsonLdUndefinedMember, "/type"),
    ] {
        assert_eq!(code(context), Err((expected, pointer.to_owned())), "{context}");
    }
    let bare = Document::parse(br#"{"type": "VerifiableCredential"}"#).unwrap();
    assert_eq!(canonicalize(&bare).unwrap_err().code(), Code::JsonLdUnknownContext);
    let list = Document::parse(b"[]").unwrap();
    assert_eq!(canonicalize(&list).unwrap_err().code(), Code::CanonFailed);
    let nothing = Document::parse(br#"{"@context": "https://www.w3.org/ns/credentials/v2"}"#).unwrap();
    assert_eq!(canonicalize(&nothing).unwrap_err().code(), Code::JsonLdDropped);
}

#[test]
fn numbers_and_texts_have_their_canonical_form() {
    let lines = canonicalize(&document(&format!(
        r#""id": "urn:x:1", {VC}, "name": "a\"\\\n\u0001\u007f é😀", "credentialSubject": {{"id": "urn:x:2", "type": "AchievementSubject", "creditsEarned": [3.0, 3.5, 4, 8.54, 0.07, 0.10000000000000001, 1.0000000000000000001, 9007199254740990.3, 1e-400, 42.123456789012345, -1.25e2]}}"#
    )))
    .unwrap();
    for line in [
        "<urn:x:1> <https://schema.org/name> \"a\\\"\\\\\\n\\u0001\\u007F é😀\" .\n",
        "creditsEarned> \"3\"^^<https://www.w3.org/2001/XMLSchema#float> .\n",
        "creditsEarned> \"3.5E0\"^^<https://www.w3.org/2001/XMLSchema#float> .\n",
        "creditsEarned> \"4\"^^<https://www.w3.org/2001/XMLSchema#float> .\n",
        // The digits of the double, as in the JavaScript reference, not those of the text.
        "creditsEarned> \"8.539999999999999E0\"^^",
        "creditsEarned> \"7.000000000000001E-2\"^^",
        "creditsEarned> \"1.0E-1\"^^",
        "creditsEarned> \"1\"^^",
        "creditsEarned> \"9007199254740990\"^^",
        "creditsEarned> \"0\"^^",
        "creditsEarned> \"4.212345678901234E1\"^^",
        "creditsEarned> \"-125\"^^",
    ] {
        assert!(lines.contains(line), "{line}\nin\n{lines}");
    }
}

#[test]
fn look_alikes_are_bounded() {
    // Alike nodes that hang on one that is like no other are told apart by nothing, and need not be.
    let items = |n: usize| vec![r#"{"type": "Evidence", "name": "same"}"#; n].join(",");
    assert_eq!(found(&format!(r#"{VC}, "evidence": [{}]"#, items(500))), []);
    // Where what they hang on has its like, every order of them is tried.
    let alike = |n: usize| {
        let image = format!(r#"{{"image": [{}]}}"#, vec![r#"{"name": "same"}"#; n].join(","));
        found(&format!(r#""id": "urn:x:1", {VC}, "relatedResource": [{image}, {image}]"#))
    };
    assert_eq!(alike(4), []);
    assert_eq!(alike(9), [(Code::CanonTooSymmetric, String::new())]);
}

/// Two alike trees of differing branches with alike leaves: no two siblings look alike, yet every leaf leads to a walk
/// over the whole tree.
#[test]
fn walks_are_bounded() {
    let tree = |n: usize| {
        let leaf = |i: usize| format!(r#"{{"name": "{i}", "image": {{"name": "leaf"}}}}"#);
        let tree = format!(r#"{{"image": [{}]}}"#, (0..n).map(leaf).collect::<Vec<_>>().join(","));
        found(&format!(r#""id": "urn:x:1", {VC}, "relatedResource": [{tree}, {tree}]"#))
    };
    assert_eq!(tree(20), []);
    assert_eq!(tree(400), [(Code::CanonTooSymmetric, String::new())]);
}

#[test]
fn texts_that_are_sorted_in_two_ways_are_not_signed() {
    let tags = |tags: &str| {
        let achievement = format!(r#"{{"id": "urn:x:2", "type": "Achievement", "tag": [{tags}]}}"#);
        found(&format!(
            r#""id": "urn:x:1", {VC}, "credentialSubject": {{"type": "AchievementSubject", "achievement": {achievement}}}"#
        ))
    };
    assert_eq!(tags(r#""🎯集中", "！重要""#), [(Code::JsonLdUnsupported, String::new())]);
    assert_eq!(tags(r#""🎯集中", "重要！""#), []);
}

#[test]
fn proofs_are_made_and_checked() {
    let options = ProofOptions::new("did:example:i#k").with_created("2026-01-01T00:00:00Z".parse().unwrap());
    let plain = document(&format!(r#""id": "urn:x:1", {VC}, "name": "x" "#));
    let secured = secure(&plain, &key(), &options).unwrap();
    let proof = secured.root().get("proof").unwrap();
    check(&secured, proof, &key().verifying_key()).unwrap();
    assert_eq!(secure(&secured, &key(), &options).unwrap_err().code(), Code::ProofMalformed);

    let other = SigningKey::from_seed(&Seed::from_bytes([8; 32])).verifying_key();
    assert_eq!(check(&secured, proof, &other).unwrap_err().code(), Code::ProofSignatureInvalid);
    for (from, to, code, pointer) in [
        ("eddsa-rdfc-2022", "eddsa-jcs-2022", Code::ProofSignatureInvalid, "/proof"),
        ("eddsa-rdfc-2022", "ecdsa-rdfc-2019", Code::ProofWrongKey, "/proof"),
        ("eddsa-rdfc-2022", "ecdsa-sd-2023", Code::ProofUnknownSuite, "/proof"),
        ("DataIntegrityProof", "Ed25519Signature2018", Code::ProofUnknownSuite, "/proof"),
        ("assertionMethod", "authentication", Code::ProofWrongPurpose, "/proof/proofPurpose"),
        ("\"proofValue\":\"z", "\"proofValue\":\"u", Code::ProofMalformed, "/proof/proofValue"),
        ("\"proofValue\":", "\"proofvalue\":", Code::ProofMalformed, "/proof"),
        ("\"created\":\"2026", "\"created\":\"2025", Code::ProofSignatureInvalid, "/proof"),
        ("\"created\":\"2026-01-01T00:00:00Z\",", "", Code::ProofSignatureInvalid, "/proof"),
        ("\"cryptosuite\"", "\"x\":1,\"cryptosuite\"", Code::JsonLdUndefinedMember, "/proof/x"),
        ("\"cryptosuite\"", "\"nonce\":\"1\",\"cryptosuite\"", Code::ProofSignatureInvalid, "/proof"),
        (
            "\"cryptosuite\"",
            "\"previousProof\":\"urn:x\",\"cryptosuite\"",
            Code::ProofMalformed,
            "/proof/previousProof",
        ),
        ("did:example:i#k", "did:example:j#k", Code::ProofSignatureInvalid, "/proof"),
        ("\"x\"", "\"y\"", Code::ProofSignatureInvalid, "/proof"),
    ] {
        assert!(secured.as_str().contains(from), "{from}");
        let changed = Document::parse(secured.as_str().replacen(from, to, 1).as_bytes()).unwrap();
        let error = check(&changed, changed.root().get("proof").unwrap(), &key().verifying_key()).unwrap_err();
        assert_eq!((error.code(), error.findings().next().unwrap().pointer()), (code, pointer), "{to}");
    }
    let not_an_object = Document::parse(br#"{"proof": "x"}"#).unwrap();
    let error = check(&not_an_object, not_an_object.root().get("proof").unwrap(), &other).unwrap_err();
    assert_eq!(error.code(), Code::ProofMalformed);
}

/// A cohort's proofs are those that each document has alone, whatever differs: in the shared parts, beside them, and
/// between one document and the next.
#[test]
fn cohorts_sign_the_same() {
    const GOLDEN: [&str; 3] = [
        include_str!("../../fixtures/golden/critical-thinking.json"),
        include_str!("../../fixtures/golden/critical-thinking-retake.json"),
        include_str!("../../fixtures/golden/project-work.json"),
    ];
    const PARTS: [&[&str]; 5] = [
        &["/credentialSubject/achievement"],
        &["/credentialSubject/achievement", "/issuer"],
        &["/credentialSubject/result/0", "/credentialSubject/result/1", "/evidence/0"],
        &["/credentialSubject"],
        &["/nowhere", "/name", "/credentialSubject/achievement/criteria", "/issuer"],
    ];
    let documents: Vec<serde_json::Value> = GOLDEN
        .iter()
        .map(|text| {
            let mut badge: serde_json::Value = serde_json::from_str(text).unwrap();
            badge.as_object_mut().unwrap().shift_remove("proof");
            badge
        })
        .collect();
    let (engine, key, options) = (Engine::new(), key(), ProofOptions::new("did:example:i#k"));
    let (mut signed, mut refused, mut shared) = (0, 0, 0);
    for seed in 0..400 {
        let mut lots = crate::common::Lots(seed);
        let pick =
            |lots: &mut crate::common::Lots, of: usize| usize::try_from(lots.below(of.try_into().unwrap())).unwrap();
        let template = &documents[pick(&mut lots, 3)];
        let template = Document::parse(template.to_string().as_bytes()).unwrap();
        let parts = PARTS[pick(&mut lots, PARTS.len())];
        let cohort = engine.cohort(&template, parts, &options).unwrap();
        for _ in 0..5 {
            let mut other = documents[pick(&mut lots, 3)].clone();
            changed_somewhere(&mut other, &mut lots);
            // Somewhere else the same is said of the same things, in another way.
            if lots.below(4) == 0 {
                let achievement = other["credentialSubject"]["achievement"].clone();
                other["credentialSubject"]["source"] = achievement;
            }
            if lots.below(4) == 0 {
                other["@context"][1] = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json".into();
            }
            let other = Document::parse(other.to_string().as_bytes()).unwrap();
            let alone = engine.secure(&other, &key, &options);
            let together = cohort.secure(&other, &key);
            let text =
                |result: crate::Result<Document>| result.map(|d| d.as_str().to_owned()).map_err(|e| e.to_string());
            if alone.is_ok() {
                signed += 1;
                let part = parts.iter().filter_map(|part| template.root().at(part)).next();
                shared += usize::from(part.is_some_and(|part| other.as_str().contains(part.raw())));
            } else {
                refused += 1;
            }
            assert_eq!(text(together), text(alone), "{}", other.as_str());
        }
    }
    println!("{signed} signed, {shared} of them with a shared part, {refused} refused");
    assert!(signed > 1_000 && shared > 400 && refused > 50, "{signed} {shared} {refused}");
}

/// Typed credentials of a cohort are written as they are alone; an achievement that is equal, but was written otherwise, as
/// the one that it is equal to.
#[test]
fn cohorts_write_the_same() {
    use crate::model::AchievementCredential;

    const GOLDEN: [&str; 2] = [
        include_str!("../../fixtures/golden/critical-thinking.json"),
        include_str!("../../fixtures/golden/project-work.json"),
    ];
    let read = |value: &serde_json::Value| {
        let document = Document::parse(value.to_string().as_bytes()).unwrap();
        AchievementCredential::read(&document).unwrap()
    };
    let (engine, options) = (Engine::new(), ProofOptions::new("did:example:i#k"));
    for golden in GOLDEN {
        let mut badge: serde_json::Value = serde_json::from_str(golden).unwrap();
        badge.as_object_mut().unwrap().shift_remove("proof");
        let cohort = engine.cohort_of(&read(&badge), &options).unwrap();
        let mut pointers = Vec::new();
        pointers_of(&badge, "", &mut pointers);
        let mut kept = 0;
        for pointer in pointers {
            let mut other = badge.clone();
            let place = other.pointer_mut(&pointer).unwrap();
            if let serde_json::Value::String(text) = place {
                text.push('x');
            } else {
                *place = serde_json::json!([place.clone()]);
            }
            let Ok(other) = AchievementCredential::read(&Document::of(&other).unwrap()) else { continue };
            let alone = Document::parse(other.to_json().as_bytes()).unwrap();
            let together = cohort.document(&other).unwrap();
            assert!(together == alone, "{pointer}");
            kept += usize::from(together.as_str() == alone.as_str());
            let signed = |document: &Document| {
                engine.secure(document, &key(), &options).map(|d| d.root().get("proof").map(|p| p.raw().to_owned()))
            };
            assert_eq!(signed(&together).ok(), signed(&alone).ok(), "{pointer}");
        }
        assert!(kept > 100, "{kept}");

        let achievement = badge["credentialSubject"]["achievement"].as_object_mut().unwrap();
        let first = achievement.shift_remove_entry("id").unwrap();
        achievement.insert(first.0, first.1);
        let together = cohort.document(&read(&badge)).unwrap();
        assert_eq!(together, Document::of(&badge).unwrap());
        assert_ne!(together.as_str(), read(&badge).to_json());
    }
}

/// One to three changes, each anywhere.
fn changed_somewhere(value: &mut serde_json::Value, lots: &mut crate::common::Lots) {
    let mut pointers = Vec::new();
    pointers_of(value, "", &mut pointers);
    for _ in 0..=lots.below(3) {
        let at = &pointers[usize::try_from(lots.below(pointers.len().try_into().unwrap())).unwrap()];
        let Some(place) = value.pointer_mut(at) else { continue };
        match (lots.below(4), place) {
            (0, serde_json::Value::String(text)) => text.push('x'),
            (1, place) => *place = serde_json::json!([place.clone(), place.clone()]),
            (2, serde_json::Value::Object(members)) => drop(members.shift_remove("id")),
            (3, serde_json::Value::Array(items)) => items.reverse(),
            _ => {}
        }
    }
}

fn pointers_of(value: &serde_json::Value, pointer: &str, into: &mut Vec<String>) {
    if !pointer.is_empty() && !pointer.starts_with("/@context") {
        into.push(pointer.to_owned());
    }
    match value {
        serde_json::Value::Object(members) => {
            members.iter().for_each(|(name, inner)| pointers_of(inner, &format!("{pointer}/{name}"), into));
        }
        serde_json::Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, inner)| pointers_of(inner, &format!("{pointer}/{i}"), into));
        }
        _ => {}
    }
}

/// What is signed, a verifier with the same limits reads.
#[test]
fn nothing_is_signed_beyond_the_limits() {
    let limits = |bytes, values| crate::Limits::default().with_bytes(bytes).with_values(values);
    let options = ProofOptions::new("did:example:i#k");
    let document = document(r#""id": "urn:x:1", "name": "x""#);
    let length = document.as_str().len();
    for (bytes, values, expected) in [
        (length + 10, 100, Some(Code::JsonTooLarge)),
        (1 << 20, 8, Some(Code::JsonTooManyValues)),
        (1 << 20, 100, None),
    ] {
        let result = Engine::new().with_limits(limits(bytes, values)).secure(&document, &key(), &options);
        assert_eq!(result.err().map(|error| error.code()), expected, "{bytes} {values}");
    }
    let list = Document::parse(br#"[{"urn:x:p": "x"}]"#).unwrap();
    assert!(canonicalize(&list).is_ok());
    assert_eq!(secure(&list, &key(), &options).unwrap_err().code(), Code::ProofMalformed);
    // A base is for canonicalizing only.
    let relative = Document::parse(format!(r#"{{{HEAD}, "id": "1", "name": "x"}}"#).as_bytes()).unwrap();
    let engine = Engine::new().with_base("https://example.org/");
    assert!(engine.canonicalize(&relative).unwrap().starts_with("<https://example.org/1> "));
    assert_eq!(engine.secure(&relative, &key(), &options).unwrap_err().code(), Code::JsonLdRelativeIri);
}

/// Contexts make much of little; what they make is bounded before anything else is.
#[test]
fn contexts_cannot_multiply() {
    let code = |context: &str, members: &str| {
        let text = format!(r#"{{"@context": [{context}], "@graph": [{members}]}}"#);
        canonicalize(&Document::parse(text.as_bytes()).unwrap()).err().map(|error| (error.kind(), error.code()))
    };
    let costly = Some((crate::ErrorKind::Limit, Code::JsonLdTooCostly));
    let iri = |length: usize| format!("urn:x:{}", "a".repeat(length));
    let nodes = |member: &str| vec![member; 3_000].join(",");
    for (context, member) in [
        (r#"{"@vocab": "IRI"}"#, r#"{"x": "y"}"#),
        (r#"{"p": {"@id": "IRI", "@prefix": true}}"#, r#"{"p:x": "y"}"#),
        (r#"{"p": {"@id": "IRI", "@prefix": true}, "x": "p:x"}"#, r#"{"x": "y"}"#),
        (r#"{"x": {"@id": "urn:x:p", "@type": "IRI"}}"#, r#"{"x": "y"}"#),
        (r#"{"@base": "IRI/"}"#, r#"{"@id": "x", "urn:x:p": "y"}"#),
    ] {
        // One long IRI at once, and shorter ones by their number.
        assert_eq!(code(&context.replace("IRI", &iri(3_000)), member), costly, "{context}");
        assert_eq!(code(&context.replace("IRI", &iri(1_500)), &nodes(member)), costly, "{context}");
        assert_eq!(code(&context.replace("IRI", &iri(1_500)), member), None, "{context}");
    }
    let scope = format!(
        r#"{{"T": {{"@id": "urn:x:T", "@context": {{"x": {{"@id": "urn:x:p", "@context": {{"z": "{}"}}}}}}}}}}"#,
        iri(1_900)
    );
    assert_eq!(code(&scope, &nodes(r#"{"@type": "T", "urn:x:p": "y"}"#)), costly);
    let chain: Vec<String> = (0..5_000).map(|i| format!(r#""t{i}": "t{}:x""#, i + 1)).collect();
    let chain = format!(r#"{{{}, "t5000": "urn:x:y"}}"#, chain.join(","));
    assert_eq!(code(&chain, r#"{"t0": "x"}"#), costly);
    // A caller's own context, named again and again.
    let terms: Vec<String> = (0..500).map(|i| format!(r#""t{i}": "urn:x:{i}""#)).collect();
    let own = Document::parse(format!(r#"{{"@context": {{{}}}}}"#, terms.join(",")).as_bytes()).unwrap();
    let engine = Engine::new().with_contexts(Contexts::new([("urn:x:own".to_owned(), own)]).unwrap());
    let again = |times: usize| {
        let list = vec![r#"{"@context": "urn:x:own", "t1": "x"}"#; times].join(",");
        let document = Document::parse(format!(r#"{{"@graph": [{list}]}}"#).as_bytes()).unwrap();
        engine.canonicalize(&document).err().map(|error| error.code())
    };
    assert_eq!((again(1), again(3_000)), (None, Some(Code::JsonLdTooCostly)));
    let nulls: String = (0..300).map(|i| format!(r#""T{i}": {{"@id": "urn:x:{i}", "@context": null}},"#)).collect();
    let types: Vec<String> = (0..300).map(|i| format!("\"T{i}\"")).collect();
    let node = format!(r#"{{"@type": [{}], "urn:x:p": "y"}}"#, types.join(","));
    assert_eq!(code(&format!("{{{nulls} \"x\": \"urn:x:y\"}}"), &node), costly);
}
