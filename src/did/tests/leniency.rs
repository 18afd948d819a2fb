//! Documents with bad entries: the good ones hold, and nothing that cannot be read helps a key.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;
use crate::finding::Severity;

const OTHER: &str = "did:web:other.example";

fn own(more: &str) -> String {
    method("#key-1", DID, &key(1), more)
}

fn ended(binding: &Binding) -> (BindingOutcome, Vec<Code>) {
    let is_bound = binding.is_bound();
    assert!(binding.findings().iter().all(|found| (found.severity() == Severity::Warning) == is_bound), "{binding:?}");
    (binding.outcome(), codes(binding))
}

#[test]
fn other_bad_entries_are_warnings() {
    let malformed = Code::DidDocumentMalformed;
    let two = |more: &str| method("#key-2", DID, &key(2), more);
    let listed = "\"#key-1\"";
    for (text, found) in [
        (controller(DID, &format!("{},{}", own(""), two(r#","revoked":"soon""#)), listed), vec![malformed]),
        (controller(DID, &format!("{},{}", two(r#","expires":7"#), own("")), listed), vec![malformed]),
        (controller(DID, &format!("7,null,[],{}", own("")), listed), vec![malformed; 3]),
        (controller(DID, &format!("{{}},{}", own("")), listed), vec![malformed; 3]),
        (controller(DID, &format!("\"#key-1\",{}", own("")), listed), vec![malformed]),
        (controller(DID, &format!("{},{}", method("key-2", DID, &key(2), ""), own("")), listed), vec![malformed]),
        (controller(DID, &format!("{0},{0},{1}", two(""), own("")), listed), vec![Code::DidDuplicateMethod]),
        (controller(DID, &own(""), "7,\"#key-1\",\"key-9\",{}"), vec![malformed; 5]),
        (controller(DID, "null", &own("")), vec![malformed]),
        (
            format!(r#"{{"id":"{DID}","controller":7,"alsoKnownAs":[{{}},"a b"],"assertionMethod":{}}}"#, own("")),
            vec![malformed; 3],
        ),
        (
            format!(
                r#"{{"id":"{DID}","keyAgreement":[null,"x"],"authentication":false,"assertionMethod":{}}}"#,
                own("")
            ),
            vec![malformed; 3],
        ),
        // Somebody else's secret.
        (
            controller(DID, &format!("{},{}", two(r#","secretKeyMultibase":"z3u2""#), own("")), listed),
            vec![Code::KeySecret],
        ),
        (
            format!(r#"{{"id":"{DID}","service":[{{"k":{{"kty":"EC","d":"AA"}}}}],"assertionMethod":{}}}"#, own("")),
            vec![Code::KeySecret],
        ),
    ] {
        // Strictly, it is no document.
        assert!(DidDocument::read(&document(&text)).is_err(), "{text}");
        let binding = bound(METHOD, DID, &[(DID, &text)]);
        assert_eq!(ended(&binding), (BindingOutcome::Bound, found.clone()), "{text}");
        assert_eq!((binding.key(), binding.needs()), (Some(&key(1)), &[][..]));
        assert!(binding.findings()[0].message().starts_with("in the document of `did:web:example.edu`: at /"));
        let document = document(&text);
        assert_eq!(ended(&hint(&key(1), DID, |_| Some(&document), None, now())).0, BindingOutcome::Bound, "{text}");
    }
}

/// Every way in which the entries about a key itself can be bad, and the documents that hold them.
#[test]
fn what_may_be_about_the_key_must_be_readable() {
    use BindingOutcome::{Failed, Unknown};
    let malformed = Code::DidDocumentMalformed;
    let listed = "\"#key-1\"";
    let in_methods = |entries: &str| controller(DID, entries, listed);
    for (text, outcome, code) in [
        // The entry itself.
        (in_methods(&own(r#","revoked":"2020-01-01""#)), Unknown, malformed),
        (in_methods(&own(r#","revoked":null"#)), Unknown, malformed),
        (in_methods(&own(r#","revoked":["2020-01-01T00:00:00Z"]"#)), Unknown, malformed),
        (in_methods(&own(r#","revoked":1577836800"#)), Unknown, malformed),
        (in_methods(&own(r#","expires":"""#)), Unknown, malformed),
        (in_methods(&own(r#","expires":true"#)), Unknown, malformed),
        (controller(DID, "", &own(r#","revoked":{}"#)), Unknown, malformed),
        (in_methods(&own("").replace("\"Multikey\"", "[\"Multikey\"]")), Unknown, malformed),
        (in_methods(&own("").replace("\"type\":\"Multikey\",", "")), Unknown, malformed),
        (in_methods(&own("").replace(&format!("\"controller\":\"{DID}\""), "\"controller\":[]")), Unknown, malformed),
        (in_methods(&own("").replace("\"#key-1\"", "\"key-1\"")), Unknown, malformed),
        (in_methods(&own("").replace("\"#key-1\"", "[\"#key-1\"]")), Unknown, malformed),
        (in_methods("7"), Unknown, malformed),
        (in_methods("\"#key-1\""), Unknown, malformed),
        // The entry that lists it.
        (controller(DID, &own(""), "null"), Unknown, malformed),
        (controller(DID, &own(""), "\"key-1\""), Unknown, malformed),
        (controller(DID, &own(""), "{\"id\":\"#key-1\"}"), Unknown, malformed),
        (controller(DID, &own(""), "[\"#key-1\"]"), Unknown, malformed),
        (controller(DID, &own(""), "\"\"").replace("[\"\"]", "true"), Unknown, malformed),
        // One more entry about it, good or bad.
        (in_methods(&format!("{},{{\"id\":\"#key-1\",\"revoked\":\"2020\"}}", own(""))), Unknown, malformed),
        (in_methods(&format!("{{\"id\":\"{METHOD}\"}},{}", own(""))), Unknown, malformed),
        (in_methods(&format!("{0},{0}", own(""))), Failed, Code::DidDuplicateMethod),
        (in_methods(&format!("{},{}", own(""), own(r#","revoked":7"#))), Failed, malformed),
        (in_methods(&format!("{},{}", own(r#","expires":7"#), own(""))), Failed, malformed),
        (controller(DID, &own(""), &format!("\"#key-1\",{}", own(""))), Failed, Code::DidDuplicateMethod),
        // One about its key, under no name: it may be the one that retires it.
        (
            in_methods(&format!(
                "{},{}",
                own(""),
                method("key-1", DID, &key(1), r#","revoked":"2020-01-01T00:00:00Z""#)
            )),
            Unknown,
            malformed,
        ),
        (
            in_methods(&format!("{},{{\"id\":7,\"type\":null,\"publicKeyJwk\":{}}}", own(""), key(1).to_jwk())),
            Unknown,
            malformed,
        ),
        // The document as such.
        (in_methods(&own("")).replacen(&format!("\"id\":\"{DID}\","), "", 1), Unknown, malformed),
        (in_methods(&own("")).replacen(&format!("\"id\":\"{DID}\","), "\"id\":[],", 1), Unknown, malformed),
        (format!("[{}]", in_methods(&own(""))), Unknown, malformed),
        (controller(DID, &own(""), &["\"#key-1\""; 256].join(",")), Unknown, Code::DidTooManyMethods),
        // Its private key.
        (in_methods(&own(r#","secretKeyMultibase":"z3u2""#)), Failed, Code::KeySecret),
        (in_methods(&own(r#","more":[{"privateKeyHex":7}]"#)), Failed, Code::KeySecret),
        (
            in_methods(&own("").replace(
                &format!("\"publicKeyMultibase\":\"{}\"", key(1)),
                &format!("\"publicKeyJwk\":{}", key(1).to_jwk().replacen('{', "{\"d\":\"AA\",", 1)),
            )),
            Failed,
            Code::KeySecret,
        ),
        (
            in_methods(&format!("{},{}", own(""), method("#key-2", DID, &key(1), r#","privateKeyBase58":"1""#))),
            Failed,
            Code::KeySecret,
        ),
        (
            in_methods(&own("")).replacen(
                '{',
                &format!("{{\"k\":{},", key(1).to_jwk().replacen('{', "{\"d\":\"AA\",", 1)),
                1,
            ),
            Failed,
            Code::KeySecret,
        ),
        // As the last of many, of which only some are reported.
        (
            in_methods(&format!(
                "{},{}",
                vec![r##"{"id":"#a","secretKeyHex":1,"privateKeyHex":1}"##; 20].join(","),
                own(r#","privateKeyHex":"00""#)
            )),
            Failed,
            Code::KeySecret,
        ),
    ] {
        let binding = bound(METHOD, DID, &[(DID, &text)]);
        let (found, codes) = ended(&binding);
        assert_eq!((found, codes[0]), (outcome, code), "{text} {binding:?}");
        // And with the key alone.
        let document = document(&text);
        let (found, _) = ended(&hint(&key(1), DID, |_| Some(&document), None, now()));
        assert!(matches!(found, Unknown | Failed), "{text} {found:?}");
    }
}

/// What the issuer's own document says of a key that lies elsewhere, and cannot be read, is not passed over.
#[test]
fn bad_entries_about_keys_elsewhere() {
    use BindingOutcome::{Bound, Failed, Unknown};
    let at = "https://keys.example/1";
    let there = method(at, PROFILE, &key(1), "");
    let described = |more: &str| controller(PROFILE, &method(at, PROFILE, &key(1), more), &format!("\"{at}\""));
    for (profile, outcome) in [
        (described(""), Bound),
        (described(r#","revoked":"soon""#), Unknown),
        (described(r#","secretKeyHex":"00""#), Failed),
        (controller(PROFILE, "7", &format!("\"{at}\"")), Bound),
        (controller(PROFILE, "", "7"), Unknown),
        (controller(PROFILE, &method("x", PROFILE, &key(1), ""), &format!("\"{at}\"")), Unknown),
        (controller(PROFILE, "", &format!("\"{at}\",{}", method("x", PROFILE, &key(1), ""))), Unknown),
        ("{}".into(), Unknown),
        (controller("https://other.example/", "", &format!("\"{at}\"")), Unknown),
    ] {
        let binding = bound(at, PROFILE, &[(at, &there), (PROFILE, &profile)]);
        assert_eq!(ended(&binding).0, outcome, "{profile} {binding:?}");
    }
    // The document where it lies may not know it, and that of the issuer, who does, be bad.
    let empty = controller(at, "", "");
    assert_eq!(ended(&bound(at, PROFILE, &[(at, &empty), (PROFILE, &controller(PROFILE, "7", ""))])).0, Unknown);
    assert_eq!(ended(&bound(at, PROFILE, &[(at, &empty), (PROFILE, &controller(PROFILE, "", ""))])).0, Failed);
    assert_eq!(ended(&bound(at, PROFILE, &[(at, &empty)])), (Unknown, vec![Code::DidDocumentMissing]));
    assert_eq!(ended(&bound(at, PROFILE, &[(at, &empty), (PROFILE, "{}")])).0, Unknown);
    // An issuer that can have no document: the key is still known.
    let binding = bound(at, "did:web:192.0.2.1", &[(at, &key(1).to_jwk())]);
    assert_eq!((ended(&binding), binding.key()), ((Failed, vec![Code::DidWebAddress]), Some(&key(1))));
    // Two DIDs, of which the issuer's lists the key as one of its own, badly.
    let theirs = controller(OTHER, "", &method("#k", DID, &key(1), ""));
    let named = format!("{OTHER}#k");
    for (more, outcome) in [("", Bound), (r#","revoked":"soon""#, Unknown)] {
        let issuers = controller(DID, "", &method(&named, DID, &key(1), more));
        assert_eq!(ended(&bound(&named, DID, &[(OTHER, &theirs), (DID, &issuers)])).0, outcome, "{more}");
    }
}

#[test]
fn bad_keys_of_a_set() {
    use BindingOutcome::{Bound, Failed, NotBound, Unknown};
    let jwk = |n: u8, more: &str| key(n).to_jwk().replacen('{', &format!("{{{more},"), 1);
    let set = |keys: &[String]| format!("{{\"keys\":[{}]}}", keys.join(","));
    let own = jwk(1, r#""kid":"a""#);
    for (text, outcome, hinted) in [
        (set(&[own.clone(), jwk(2, r#""kid":"b","exp":"soon""#), "7".into()]), Bound, Bound),
        (set(&[own.clone(), jwk(2, r#""kid":"b","d":"AA""#)]), Bound, Bound),
        (set(&[jwk(1, r#""kid":"a","exp":"soon""#), jwk(2, r#""kid":"b""#)]), Unknown, Unknown),
        (set(&[jwk(1, r#""kid":"a","revoked":{"revoked_at":null}"#)]), Unknown, Unknown),
        (set(&[jwk(1, r#""kid":"a","d":"AA""#), jwk(2, r#""kid":"b""#)]), Failed, Failed),
        (set(&[own.clone(), jwk(1, r#""kid":"b","d":"AA""#)]), Failed, Failed),
        // Bound by the key alone, since that is in the set.
        (set(&[own.clone(), own.clone()]), Failed, Bound),
        (set(&[jwk(2, r#""kid":"b","exp":"soon""#), jwk(3, r#""kid":"c""#)]), Failed, NotBound),
    ] {
        let named = format!("{PROFILE}#a");
        assert_eq!(ended(&bound(&named, PROFILE, &[(PROFILE, &text)])).0, outcome, "{text}");
        let document = document(&text);
        assert_eq!(ended(&hint(&key(1), PROFILE, |_| Some(&document), None, now())).0, hinted, "{text}");
    }
}

#[test]
fn keys_in_the_message_of_bad_documents() {
    use BindingOutcome::{NotBound, Unknown};
    for (text, outcome) in [
        // Plainly another key.
        (controller(DID, &method("x", DID, &key(2), ""), ""), NotBound),
        (controller(DID, "", "\"x\""), NotBound),
        // Who knows which.
        (controller(DID, "7", ""), Unknown),
        (controller(DID, &method("x", DID, &key(1), ""), ""), Unknown),
        ("{}".into(), Unknown),
        (controller(OTHER, "", &own("")), Unknown),
    ] {
        let document = document(&text);
        let binding = hint(&key(1), DID, |_| Some(&document), None, now());
        assert_eq!((binding.outcome(), binding.key()), (outcome, Some(&key(1))), "{text}");
        let is_of_another = codes(&binding) == [Code::DidDocumentOfAnother];
        assert_eq!(binding.needs().len(), usize::from(is_of_another), "{text}");
    }
}

fn needs(binding: &Binding) -> Vec<(&str, Option<&str>, Purpose)> {
    binding.needs().iter().map(|needed| (needed.id(), needed.url(), needed.purpose())).collect()
}

#[test]
fn all_that_is_lacking_is_said_at_once() {
    use Purpose::{Issuer, VerificationMethod};
    let did_json = Some("https://example.edu/.well-known/did.json");
    let at = "https://keys.example/1";
    assert_eq!(needs(&bound(METHOD, DID, &[])), [(DID, did_json, VerificationMethod)]);
    let both = [(at, Some(at), VerificationMethod), (DID, did_json, Issuer)];
    assert_eq!(needs(&bound(at, DID, &[])), both);
    assert_eq!(needs(&bound(&format!("{at}#a"), DID, &[])), both);
    let by_did = [("did:example:1", None, VerificationMethod), (PROFILE, Some(PROFILE), Issuer)];
    assert_eq!(needs(&bound("did:example:1#a", PROFILE, &[])), by_did);
    let jwk = key(1).to_jwk();
    assert_eq!(needs(&bound(at, DID, &[(at, &jwk)])), both[1..]);
    let own = controller(DID, "", &format!("\"{at}\""));
    assert_eq!(needs(&bound(at, DID, &[(DID, &own)])), both[..1]);
    // Neither follows from anything that is at hand; what follows from its name is not needed.
    let computed = of_key(&key(1));
    assert_eq!(needs(&bound(&verification_method_of_key(&key(1)), DID, &[])), []);
    assert_eq!(needs(&bound(METHOD, &computed, &[])), [(DID, did_json, VerificationMethod)]);
    // The wrong document is no document.
    let others = controller(OTHER, "", "");
    let wrong = bound(METHOD, DID, &[(DID, &others)]);
    assert_eq!(ended(&wrong), (BindingOutcome::Unknown, vec![Code::DidDocumentOfAnother]));
    assert_eq!(needs(&wrong), [(DID, did_json, VerificationMethod)]);
    assert_eq!(needs(&bound(at, DID, &[(DID, &others)])), both);
    assert_eq!(needs(&bound(at, DID, &[(at, &method("https://other.example/#1", DID, &key(1), ""))])), both);
    // Nothing is fetched where somebody on the way could change it.
    for issuer in
        ["http://example.edu/issuer", "HTTP://example.edu/", "ftp://a.example", "https://a b.example", "urn:x:1"]
    {
        assert_eq!(needs(&bound(at, issuer, &[])), [both[0], (issuer, None, Issuer)]);
        let none = hint(&key(1), issuer, |_| None, None, now());
        assert_eq!(needs(&none), [(issuer, None, Issuer)]);
    }
    assert_eq!(needs(&bound("http://example.edu/issuer#a", DID, &[])), []);
}

/// Hosts that answer with documents pointing at ever other controllers are not followed.
#[test]
fn rounds_are_bounded() {
    let answer = |kind: u64, asked: usize, id: &str| {
        let next = format!("did:web:n{asked}.example");
        let url = format!("https://n{asked}.example/keys");
        let name = if id.starts_with("did:") { format!("{id}#a") } else { id.to_owned() };
        match kind {
            0 => controller(id, &method(&name, &next, &key(1), ""), &format!("\"{next}#a\"")),
            1 => controller(id, &method(&format!("{next}#a"), &next, &key(1), ""), &format!("\"{url}\"")),
            2 => controller(&next, "", &method(&name, id, &key(1), "")),
            3 => method(&name, &next, &key(1), ""),
            4 => method(&url, &next, &key(1), ""),
            5 => format!(r#"{{"keys":[{}]}}"#, key(1).to_jwk()),
            6 => format!(r#"{{"id":"{id}","controller":"{next}","assertionMethod":"{url}"}}"#),
            7 => format!(r#"{{"id":"{id}","controller":"{next}","verificationMethod":"{url}"}}"#),
            8 => controller(id, "", &method(&name, DID, &key(1), "")),
            _ => "{}".to_owned(),
        }
    };
    let methods =
        [METHOD, "did:web:evil.example#a", "did:example:1#a", "https://keys.example/1", "https://keys.example/1#a"];
    let issuers = [DID, "did:example:2", PROFILE, "http://example.edu/", "urn:x:1"];
    let mut most = 0;
    for (name, issuer) in methods.iter().flat_map(|name| issuers.iter().map(move |issuer| (*name, *issuer))) {
        for kinds in 0..100 {
            let (mut documents, mut rounds): (BTreeMap<String, Document>, usize) = (BTreeMap::new(), 0);
            loop {
                let binding = bind(name, issuer, |id| documents.get(id), None, now());
                assert!(
                    binding.needs().iter().all(|needed| needed.url().is_none_or(|url| url.starts_with("https://")))
                );
                let ids: Vec<&str> = binding.needs().iter().map(Needed::id).collect();
                assert!(ids.iter().all(|id| *id == name.split('#').next().unwrap() || *id == issuer), "{ids:?}");
                assert!(ids.len() < 2 || ids[0] != ids[1]);
                let ids: Vec<&str> = ids.into_iter().filter(|id| !documents.contains_key(*id)).collect();
                if ids.is_empty() {
                    break;
                }
                rounds += 1;
                for id in ids {
                    let kind = if documents.is_empty() { kinds / 10 } else { kinds % 10 };
                    let text = answer(kind, documents.len(), id);
                    documents.insert(id.to_owned(), document(&text));
                }
            }
            most = most.max(rounds);
        }
    }
    assert!((1..=2).contains(&most), "{most}");
}

/// Where a value of the tree stands.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found))
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| places(item, &format!("{at}/{i}"), found)),
        _ => {}
    }
}

fn mutate(document: &mut Value, lots: &mut Lots) {
    let mut all = Vec::new();
    places(document, "", &mut all);
    let at = all[1 + lots.index(all.len() - 1)].clone();
    let copy = document.pointer(&all[1 + lots.index(all.len() - 1)]).unwrap().clone();
    let values = [
        json!(null),
        json!(7),
        json!([]),
        json!({}),
        json!("#key-1"),
        json!("key-1"),
        json!(METHOD),
        json!("2020"),
        json!("2020-01-01T00:00:00Z"),
        json!({"id": "#key-1"}),
        json!({"id": "key-1", "revoked": "2020-01-01T00:00:00Z", "publicKeyMultibase": key(1).to_multikey()}),
        copy,
    ];
    let value = values[lots.index(values.len())].clone();
    let (parent, name) = at.rsplit_once('/').unwrap();
    let names = ["expires", "revoked", "id", "controller", "secretKeyMultibase", "publicKeyMultibase"];
    match (document.pointer_mut(parent).unwrap(), lots.below(4)) {
        (Value::Object(members), 0) => drop(members.shift_remove(name)),
        (Value::Array(items), 0) => drop(items.remove(name.parse().unwrap())),
        (Value::Object(members), 1) => drop(members.insert(names[lots.index(names.len())].into(), value)),
        (Value::Array(items), 1) => items.insert(lots.index(items.len() + 1), value),
        _ => *document.pointer_mut(&at).unwrap() = value,
    }
}

/// The absolute id that an entry bears, if it is one.
fn name_of(id: &Value) -> Option<String> {
    let id = id.as_str()?;
    if id.starts_with('#') { Some(format!("{DID}{id}")) } else { Some(id.to_owned()).filter(|id| id.contains(':')) }
}

/// Members dropped, added, copied and replaced at random: whatever is bound stands there once, sound and listed.
#[test]
fn only_sound_entries_are_bound() {
    let until = "2030-01-01T00:00:00Z";
    let text = controller(
        DID,
        &format!(
            "{},{},{}",
            own(&format!(r#","expires":"{until}""#)),
            method("#key-2", DID, &key(2), ""),
            method("#key-3", DID, &key(3), &format!(r#","revoked":"{until}""#))
        ),
        &format!("\"#key-1\",\"{DID}#key-2\",{}", method("#key-4", DID, &key(4), "")),
    );
    let keys: Vec<String> = (1..=4).map(|n| key(n).to_multikey()).collect();
    let sound: Value = serde_json::from_str(&text).unwrap();
    let mut ends = BTreeMap::new();
    for seed in 0..3_000 {
        let mut lots = Lots(seed);
        let mut changed = sound.clone();
        for _ in 0..1 + lots.below(3) {
            mutate(&mut changed, &mut lots);
        }
        let parsed = document(&changed.to_string());
        let strict = DidDocument::read(&parsed);
        for n in 1..=4 {
            let name = format!("{DID}#key-{n}");
            let binding = bind(&name, DID, |_| Some(&parsed), None, now());
            *ends.entry(format!("{:?}", (binding.outcome(), strict.is_ok()))).or_insert(0) += 1;
            let many = |list: &str| match &changed[list] {
                Value::Array(items) => items.clone(),
                Value::Null => vec![],
                one => vec![one.clone()],
            };
            let (methods, assertions) = (many("verificationMethod"), many("assertionMethod"));
            let entries: Vec<&Value> = methods.iter().chain(&assertions).filter(|entry| entry.is_object()).collect();
            if !binding.is_bound() {
                assert!(!binding.findings().is_empty());
                continue;
            }
            ended(&binding);
            assert_eq!(changed["id"], DID);
            let mut about = entries.iter().filter(|entry| name_of(&entry["id"]).as_ref() == Some(&name));
            let (entry, second) = (about.next().unwrap(), about.next());
            assert_eq!(second, None, "{changed}");
            let bound_key = binding.key().unwrap().to_multikey();
            for (member, value) in entry.as_object().unwrap() {
                let is_sound = match member.as_str() {
                    "id" => true,
                    "type" => value == "Multikey",
                    "controller" => value == DID,
                    "publicKeyMultibase" => *value == bound_key && keys.contains(&bound_key),
                    "expires" | "revoked" => value == until,
                    _ => false,
                };
                assert!(is_sound, "{member} {changed}");
            }
            let is_listed = |listed: &Value| name_of(listed).as_ref() == Some(&name) || listed == *entry;
            assert!(assertions.iter().any(is_listed), "{changed}");
            // No entry without a name is about the same key.
            let unnamed = entries.iter().filter(|entry| name_of(&entry["id"]).is_none());
            assert_eq!(unnamed.filter(|entry| entry["publicKeyMultibase"] == bound_key).count(), 0, "{changed}");
            // With a document that is good strictly, the answer is the same and clean.
            assert_eq!(binding.findings().is_empty(), strict.is_ok(), "{changed}");
        }
    }
    let seen = |end: &str| ends.get(end).copied().unwrap_or_default();
    let expected = ["(Bound, true)", "(Bound, false)", "(Unknown, false)", "(Failed, true)", "(Failed, false)"];
    for end in expected {
        assert!(seen(end) > 50, "{end} {ends:?}");
    }
}
