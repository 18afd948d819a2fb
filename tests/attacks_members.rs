//! Attacks on what is signed: members added, removed and duplicated, contexts that change what members mean.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

#[path = "common/attack.rs"]
mod attack;

use attack::*;
use openbadges::finding::Code;
use openbadges::verify::{Resources, Verdict};
use serde_json::{Value, json};

/// The pointers of all objects and arrays in a value, its own first.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(items) => items.iter().enumerate().map(|(i, value)| (i.to_string(), value)).collect(),
        _ => return,
    };
    found.push(at.to_owned());
    for (name, value) in inner {
        places(value, &format!("{at}/{name}"), found);
    }
}

fn all_places(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    places(value, "", &mut found);
    found
}

/// A badge in each way of securing one inside, with what it takes to verify it.
fn badges() -> Vec<(Value, Target)> {
    vec![
        (golden(), Target::golden()),
        (serde_json::from_str(HTTPS_GOLDEN).unwrap(), Target::https()),
        (by_jcs(), Target::new(by_jcs(), Resources::new())),
    ]
}

/// Secured as text, not as a graph.
fn by_jcs() -> Value {
    let suite = openbadges::proof::Suite::EddsaJcs2022;
    let options = openbadges::proof::ProofOptions::new(method_of(&college())).with_suite(suite);
    signed_with(golden(), &college(), &options)
}

/// No policy takes it, for whatever reason.
fn refused(target: &Target, bad: &str, what: &str) {
    for policy in policies() {
        let report = target.under(&policy, bad.as_bytes());
        assert!(!report.verdict().is_verified(), "{what}: {report}");
        assert!(decisive(&report).is_some(), "{what}: {report}");
        assert!(report.into_verified().is_err());
    }
}

/// There is no member that could be missed.
#[test]
fn every_member_removed() {
    let mut count = 0;
    for (badge, target) in badges() {
        target.verifies();
        for place in all_places(&badge) {
            let names: Vec<String> = match badge.pointer(&place).unwrap() {
                Value::Object(members) => members.keys().cloned().collect(),
                _ => continue,
            };
            for name in names {
                let bad = tampered(&badge, |badge| {
                    badge.pointer_mut(&place).unwrap().as_object_mut().unwrap().shift_remove(&name);
                });
                refused(&target, &bad.to_string(), &format!("{place}/{name} removed"));
                count += 1;
            }
        }
    }
    assert!(count > 500, "{count}");
}

#[test]
fn every_item_removed() {
    for (badge, target) in badges() {
        for place in all_places(&badge) {
            for i in 0..badge.pointer(&place).unwrap().as_array().map_or(0, Vec::len) {
                let bad = tampered(&badge, |badge| {
                    badge.pointer_mut(&place).unwrap().as_array_mut().unwrap().remove(i);
                });
                refused(&target, &bad.to_string(), &format!("{place}/{i} removed"));
            }
        }
    }
}

/// A graph has every statement once; whoever repeats one does not go unseen.
#[test]
fn every_item_repeated() {
    for (badge, target) in badges() {
        // The same context once more defines nothing anew.
        for place in all_places(&badge).iter().filter(|place| *place != "/@context") {
            for i in 0..badge.pointer(place).unwrap().as_array().map_or(0, Vec::len) {
                let bad = tampered(&badge, |badge| {
                    let list = badge.pointer_mut(place).unwrap().as_array_mut().unwrap();
                    list.insert(i, list[i].clone());
                });
                for policy in policies() {
                    let report = target.under(&policy, bad.to_string().as_bytes());
                    assert_ne!(report.verdict(), Verdict::Verified, "{place}/{i} repeated: {report}");
                }
            }
        }
    }
}

/// One member more: known to the standard there or not, or a keyword.
#[test]
fn member_added_everywhere() {
    for (badge, target) in badges() {
        target.verifies();
        for place in all_places(&badge).iter().filter(|place| badge.pointer(place).unwrap().is_object()) {
            for (name, value) in [
                ("grade", json!("A+")),
                ("description", json!("flattering")),
                ("points", json!("9")),
                ("https://schema.org/award", json!("Nobel Prize")),
                ("", json!("x")),
            ] {
                let bad = tampered(&badge, |badge| badge.pointer_mut(place).unwrap()[name] = value.clone());
                refused(&target, &bad.to_string(), &format!("{place}/{name} added"));
            }
        }
    }
}

/// Two members of one name: readers take the first, or the last. No badge is read that way.
#[test]
fn every_member_duplicated() {
    for (badge, target) in badges() {
        let text = badge.to_string();
        target.verifies();
        for place in all_places(&badge) {
            let Value::Object(members) = badge.pointer(&place).unwrap() else { continue };
            for (name, value) in members {
                // Once more beside itself, with the same value or another, plain and by an escape.
                let own = format!("{}:{value}", json!(name));
                let escaped = format!(
                    "\"\\u{:04x}{}\":{value}",
                    u32::from(name.chars().next().unwrap()),
                    &name[name.chars().next().unwrap().len_utf8()..]
                );
                let inner = badge.pointer(&place).unwrap().to_string();
                for twice in [own.clone(), format!("{}:null", json!(name)), escaped] {
                    let doubled = inner.replacen(&own, &format!("{own},{twice}"), 1);
                    assert_ne!(doubled, inner);
                    let bad = text.replacen(&inner, &doubled, 1);
                    let policy = &policies()[0];
                    let report = target.under(policy, bad.as_bytes());
                    assert_eq!(report.verdict(), Verdict::NotVerified);
                    assert_eq!(decisive(&report).unwrap().0, Code::JsonDuplicateMember, "{place}/{name}");
                }
            }
        }
    }
    let twice = |badge: &str| badge.replacen("\"name\"", "\"\\u006eame\":\"A better badge\",\"name\"", 1);
    Target::golden().refuses(twice(GOLDEN), Verdict::NotVerified, Code::JsonDuplicateMember, "/name");
    let twice = |badge: &str| badge.replacen("\"id\"", "\"\\u0069d\":\"urn:x:1\",\"id\"", 1);
    Target::golden().refuses(twice(GOLDEN), Verdict::NotVerified, Code::JsonDuplicateMember, "/id");
}

#[test]
fn member_added_where_it_shows() {
    let refuses = |change: &dyn Fn(&mut Value), verdict, code, pointer: &str| {
        Target::golden().refuses(tampered(&golden(), |badge| change(badge)).to_string(), verdict, code, pointer);
    };
    let failed = Verdict::NotVerified;
    refuses(&|badge| badge["grade"] = "A+".into(), failed, Code::JsonLdUndefinedMember, "/grade");
    refuses(
        &|badge| badge["credentialSubject"]["creditsEarned"] = 90.into(),
        failed,
        Code::ProofSignatureInvalid,
        "/proof",
    );
    refuses(
        &|badge| badge["credentialSubject"]["achievement"]["name"] = "Doctor".into(),
        failed,
        Code::ProofSignatureInvalid,
        "/proof",
    );
    refuses(
        &|badge| badge["credentialSubject"]["narrative"] = "The best of all.".into(),
        failed,
        Code::ProofSignatureInvalid,
        "/proof",
    );
    refuses(
        &|badge| badge["credentialSubject"]["role"] = "Professor".into(),
        failed,
        Code::ProofSignatureInvalid,
        "/proof",
    );
    refuses(&|badge| badge["evidence"][0]["audience"] = "all".into(), failed, Code::ProofSignatureInvalid, "/proof");
    refuses(
        &|badge| badge["@included"] = json!([{"id": "urn:x:1", "type": ["Achievement"], "name": "Doctor"}]),
        failed,
        Code::ProofSignatureInvalid,
        "/proof",
    );
    refuses(&|badge| badge["proof"]["grade"] = "A+".into(), failed, Code::JsonLdUndefinedMember, "/proof/grade");
}

#[test]
fn contexts_swapped_by_their_addresses() {
    const VC: &str = "https://www.w3.org/ns/credentials/v2";
    const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
    let failed = Verdict::NotVerified;
    for (contexts, verdict, code, pointer) in [
        // Another order, one left out, one twice, none.
        (json!([OB, VC]), failed, Code::ModelContext, "/@context/0"),
        (json!([VC]), failed, Code::ModelContext, "/@context"),
        (json!([OB]), failed, Code::ModelContext, "/@context"),
        (json!(VC), failed, Code::ModelContext, "/@context"),
        (json!([]), failed, Code::ModelContext, "/@context"),
        (json!(null), failed, Code::ModelContext, "/@context"),
        (json!([VC, null, OB]), failed, Code::ModelContext, "/@context/1"),
        (json!([VC, OB, null]), failed, Code::ModelContext, "/@context/2"),
        // Other versions, known and unknown.
        (json!(["https://www.w3.org/2018/credentials/v1", OB]), failed, Code::ModelMissingMember, ""),
        (
            json!([VC, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.9.json"]),
            Verdict::Undecided,
            Code::JsonLdUnknownContext,
            "/@context/1",
        ),
        (
            json!([VC, "https://purl.imsglobal.org/spec/ob/v3p1/context.json"]),
            failed,
            Code::ModelContext,
            "/@context/1",
        ),
        // Other addresses for the same.
        (json!(["http://www.w3.org/ns/credentials/v2", OB]), failed, Code::ModelContext, "/@context/0"),
        (
            json!([VC, "http://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]),
            failed,
            Code::ModelContext,
            "/@context/1",
        ),
        (json!([format!("{VC}/"), OB]), failed, Code::ModelContext, "/@context/0"),
        (json!([format!("{VC}#"), OB]), failed, Code::ModelContext, "/@context/0"),
        (json!(["https://mallory.example/v2", OB]), failed, Code::ModelContext, "/@context/0"),
        (json!([VC, OB, "https://mallory.example/v1"]), Verdict::Undecided, Code::JsonLdUnknownContext, "/@context/2"),
        (json!([VC, OB, "context.json"]), failed, Code::ModelContext, "/@context/2"),
    ] {
        let bad = tampered(&golden(), |badge| badge["@context"] = contexts.clone());
        Target::golden().refuses(bad.to_string(), verdict, code, pointer);
    }
}

#[test]
fn contexts_that_redefine() {
    let failed = Verdict::NotVerified;
    for (context, verdict, code, pointer) in [
        // Terms that the standards protect.
        (json!({"name": "https://schema.org/award"}), failed, Code::JsonLdInvalidContext, "/@context/2"),
        (json!({"id": "urn:x:id"}), failed, Code::JsonLdInvalidContext, "/@context/2"),
        (json!({"type": "urn:x:type"}), failed, Code::JsonLdInvalidContext, "/@context/2"),
        (json!({"OpenBadgeCredential": "urn:x:type"}), failed, Code::JsonLdInvalidContext, "/@context/2"),
        // What every text would be, and what would be brought along.
        (json!({"@language": "en"}), failed, Code::ProofSignatureInvalid, "/proof"),
        (json!({"@import": "https://mallory.example/"}), Verdict::Undecided, Code::JsonLdUnsupported, "/@context/2"),
        (json!({"@propagate": false}), Verdict::Undecided, Code::JsonLdUnsupported, "/@context/2"),
    ] {
        let bad = tampered(&golden(), |badge| badge["@context"].as_array_mut().unwrap().push(context.clone()));
        Target::golden().refuses(bad.to_string(), verdict, code, pointer);
    }
}

/// `@vocab` gives every member a meaning: what nobody defined would look as if it were signed.
#[test]
fn vocab_smuggled_in() {
    let (failed, invalid) = (Verdict::NotVerified, Code::JsonLdInvalidContext);
    for (vocab, codes) in [
        ("https://mallory.example/", [Code::ProofSignatureInvalid; 2]),
        ("https://purl.imsglobal.org/spec/vc/ob/vocab.html#", [Code::ProofSignatureInvalid; 2]),
        ("https://www.w3.org/ns/credentials/undefined-term#", [Code::ProofSignatureInvalid; 2]),
        ("", [invalid; 2]),
    ] {
        for (place, code, at) in
            [("", codes[0], "/@context/2"), ("/credentialSubject", codes[1], "/credentialSubject/@context")]
        {
            let bad = tampered(&golden(), |badge| {
                let vocab = json!({"@vocab": vocab});
                let part = badge.pointer_mut(place).unwrap();
                part["grade"] = "A+".into();
                match part.get_mut("@context").and_then(Value::as_array_mut) {
                    Some(list) => list.push(vocab),
                    None => part["@context"] = vocab,
                }
            });
            let at = if code == invalid { at } else { "/proof" };
            Target::golden().refuses(bad.to_string(), failed, code, at);
        }
    }
}

/// A context of a part, or one that a term brings along, changes what stands in it.
#[test]
fn contexts_smuggled_into_parts() {
    let (failed, place) = (Verdict::NotVerified, "/credentialSubject/achievement/@context");
    for (context, verdict, code, pointer) in [
        (json!({"name": "urn:x:name"}), failed, Code::JsonLdInvalidContext, place),
        (
            json!({"Achievement": {"@id": "urn:x:A", "@context": {"name": "urn:x:name"}}}),
            failed,
            Code::JsonLdInvalidContext,
            place,
        ),
        (
            json!([null, {"@vocab": "urn:x:"}]),
            failed,
            Code::JsonLdInvalidContext,
            "/credentialSubject/achievement/@context/0",
        ),
        (json!(null), failed, Code::JsonLdInvalidContext, place),
        (json!("https://mallory.example/v1"), Verdict::Undecided, Code::JsonLdUnknownContext, place),
        // A term with a context of its own, under which what is protected means something else.
        (
            json!({"x": {"@id": "urn:x:x", "@context": {"name": "urn:x:name"}}}),
            failed,
            Code::ProofSignatureInvalid,
            "/proof",
        ),
        (
            json!({"x": {"@id": "urn:x:x", "@context": {"@vocab": "urn:x:"}}}),
            failed,
            Code::ProofSignatureInvalid,
            "/proof",
        ),
    ] {
        let bad = tampered(&golden(), |badge| {
            let achievement = badge.pointer_mut("/credentialSubject/achievement").unwrap();
            achievement["@context"] = context.clone();
            if code == Code::ProofSignatureInvalid {
                achievement["x"] = json!({"name": "Doctor"});
            }
        });
        Target::golden().refuses(bad.to_string(), verdict, code, pointer);
    }
}

/// Contexts inside the badge that nothing in it uses leave it as it was signed, and are warned of wherever they stand.
#[test]
fn contexts_without_effect_are_never_unseen() {
    for context in [
        json!({"issuer": {"@id": "urn:x:issuer", "@type": "@id"}}),
        json!({"credentialSubject": null}),
        json!({"points": "https://schema.org/award"}),
        json!({"@vocab": "https://mallory.example/"}),
        json!({"@base": "https://mallory.example/"}),
        json!({"@protected": false}),
    ] {
        for place in
            ["", "/credentialSubject", "/credentialSubject/achievement/resultDescription/0", "/issuer", "/proof"]
        {
            let changed = tampered(&golden(), |badge| {
                let part = badge.pointer_mut(place).unwrap();
                match part.get_mut("@context").and_then(Value::as_array_mut) {
                    Some(list) => list.push(context.clone()),
                    None => part["@context"] = context.clone(),
                }
            });
            for policy in policies() {
                let report = Target::golden().under(&policy, changed.to_string().as_bytes());
                assert_ne!(report.verdict(), Verdict::Verified, "{place} {context}: {report}");
                if report.verdict().is_verified() {
                    let at = if place.is_empty() { "/@context/2".to_owned() } else { format!("{place}/@context") };
                    let warned =
                        report.findings().any(|found| found.code() == Code::ModelContext && found.pointer() == at);
                    assert!(warned, "{place} {context}: {report}");
                    assert_eq!(canonical(&changed), canonical(&golden()));
                }
            }
        }
    }
}

fn canonical(badge: &Value) -> String {
    openbadges::proof::canonicalize(&document(badge)).unwrap()
}

/// Nulls, empty lists and the like say nothing, and no signature covers them: a badge with them is never simply verified.
#[test]
fn members_without_effect_are_never_unseen() {
    for place in all_places(&golden()).iter().filter(|place| golden().pointer(place).unwrap().is_object()) {
        for (name, value) in [
            ("@graph", json!([])),
            ("@included", json!([])),
            ("@index", json!("A+")),
            ("endorsement", json!([])),
            ("x", json!(null)),
        ] {
            let changed = tampered(&golden(), |badge| badge.pointer_mut(place).unwrap()[name] = value.clone());
            for policy in policies() {
                let report = Target::golden().under(&policy, changed.to_string().as_bytes());
                assert_ne!(report.verdict(), Verdict::Verified, "{place}/{name}: {report}");
            }
        }
    }
}

/// The graph stays what was signed, and whoever reads the members would see no end and no status.
#[test]
fn restrictions_put_out_of_sight() {
    let ended = issued(|badge| badge["validUntil"] = "2026-06-01T00:00:00Z".into());
    let suspended = issued(|badge| {
        badge["credentialStatus"] = json!({"id": "urn:x:s", "type": "BitstringStatusListEntry"});
    });
    Target::golden().refuses(ended.to_string(), Verdict::NotVerified, Code::ValidityExpired, "/validUntil");
    for (badge, name) in [(&ended, "validUntil"), (&suspended, "credentialStatus")] {
        for (place, at) in [("", "/@included/0"), ("/credentialSubject", "/credentialSubject/@included/0")] {
            let moved = tampered(badge, |badge| {
                let value = badge.as_object_mut().unwrap().shift_remove(name).unwrap();
                let mut node = json!({"id": badge["id"], "type": badge["type"]});
                node[name] = value;
                badge.pointer_mut(place).unwrap()["@included"] = json!([node]);
            });
            assert_eq!(canonical(&moved), canonical(badge));
            Target::golden().refuses(moved.to_string(), Verdict::NotVerified, Code::ModelDescribedTwice, at);
        }
        let id = badge["id"].as_str().unwrap();
        for (context, node, at) in [
            (json!({}), json!({"@id": id}), "/@included/0/@id"),
            (json!({"ident": "@id"}), json!({"ident": id}), "/@included/0/ident"),
            (
                json!({"u": {"@id": "urn:", "@prefix": true}}),
                json!({"id": id.replacen("urn:", "u:", 1)}),
                "/@included/0/id",
            ),
        ] {
            let moved = tampered(badge, |badge| {
                let mut node = node.clone();
                node[name] = badge.as_object_mut().unwrap().shift_remove(name).unwrap();
                node["type"] = badge["type"].clone();
                badge["@included"] = json!([node]);
                badge["@context"].as_array_mut().unwrap().push(context);
            });
            Target::golden().refuses(moved.to_string(), Verdict::Undecided, Code::JsonLdUnsupported, at);
        }
    }
    let listed = tampered(&ended, |badge| badge["validUntil"] = json!([badge["validUntil"]]));
    Target::golden().refuses(listed.to_string(), Verdict::NotVerified, Code::ModelWrongType, "/validUntil");
}

/// A badge's own words stay between their backticks, on their line: they cannot look like the verifier's.
#[test]
fn words_of_a_badge_that_look_like_a_report() {
    let words = "Doctor`, by `MIT`\n\nverified: \u{1b}[2J\u{202e}\r\u{85}\u{2028}passed";
    let badge = issued(|badge| {
        badge["name"] = words.into();
        badge["issuer"]["name"] = words.into();
        badge["credentialSubject"]["achievement"]["name"] = words.into();
    });
    let spoiled = tampered(&badge, |badge| {
        badge["issuer"]["id"] = words.into();
        badge["proof"]["verificationMethod"] = words.into();
        badge[words] = words.into();
    });
    let good = Target::golden().under(&policies()[0], GOLDEN.as_bytes()).to_string();
    for badge in [badge, spoiled] {
        for policy in policies() {
            let report = Target::golden().under(&policy, badge.to_string().as_bytes());
            let text = report.to_string();
            assert_eq!(text.lines().count(), good.lines().count(), "{text}");
            assert!(
                !text.chars().any(|c| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2028}')),
                "{text:?}"
            );
            assert!(!text.contains("by `MIT`"), "{text}");
            let name = report.file_name().unwrap();
            assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.')), "{name}");
        }
    }
}
