use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::key::{Seed, SigningKey};
use crate::proof::jwt::{JwtOptions, Token};
use crate::proof::{Engine, ProofOptions};
use crate::{Document, Limits};

const ISSUER: &str = "https://badges.example.edu/issuer";
const W3C: &str = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

fn key() -> SigningKey {
    SigningKey::from_seed(&Seed::from_bytes([7; 32]))
}

fn ledger(settings: Settings, change: impl FnOnce(&mut Draft)) -> Ledger {
    let mut draft = Ledger::create(settings).unwrap();
    change(&mut draft);
    Store::default().save(draft).unwrap()
}

fn publication(ledger: &Ledger) -> Publication {
    Publication::of(ledger, &[], ISSUER, at("2026-05-01T09:00:00Z")).unwrap()
}

fn list(change: impl FnOnce(&mut Value)) -> Document {
    let mut value = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"], "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": "did:example:12345",
        "validFrom": "2021-04-05T14:27:40Z",
        "credentialSubject": {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": W3C}
    });
    change(&mut value);
    Document::parse(value.to_string().as_bytes()).unwrap()
}

fn read(change: impl FnOnce(&mut Value)) -> Result<StatusList> {
    StatusList::read(&list(change), &Limits::default())
}

#[test]
fn the_credential_of_a_list() {
    let ledger = ledger(Settings::new(LIST, REVOCATION), |_| {});
    let document = publication(&ledger)
        .with_valid_until(at("2026-05-08T09:00:00Z"))
        .with_ttl(Duration::from_secs(300))
        .to_document()
        .unwrap();
    let encoded = Bitstring::new(MINIMUM_LENGTH, 1).unwrap().encode();
    assert_eq!(
        serde_json::from_str::<Value>(document.as_str()).unwrap(),
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"], "id": LIST,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": {"id": ISSUER},
            "validFrom": "2026-05-01T09:00:00Z", "validUntil": "2026-05-08T09:00:00Z",
            "credentialSubject": {
                "id": format!("{LIST}#list"), "type": "BitstringStatusList", "statusPurpose": "revocation",
                "encodedList": encoded, "ttl": 300_000
            }
        })
    );
    let read = StatusList::read(&document, &Limits::default()).unwrap();
    assert_eq!((read.kind(), read.id(), read.issuer()), (ListKind::Bitstring, Some(LIST), ISSUER));
    assert_eq!((read.ttl(), read.size(), read.is_for(REVOCATION)), (Some(Duration::from_secs(300)), None, true));
    assert_eq!(read.valid_until().unwrap().as_str(), "2026-05-08T09:00:00Z");
    assert_eq!((read.bits(), read.warnings()), (&ledger.bits(&[]).unwrap(), [].as_slice()));
}

#[test]
fn signed_in_both_forms() {
    let ledger = ledger(Settings::new(LIST, REVOCATION).with_purpose(SUSPENSION), |draft| {
        draft.allocate("urn:x:1", REVOCATION, None, fill(&mut Lots(1))).unwrap();
        draft.revoke("urn:x:1", Some("a secret of the issuer's"), at("2026-05-01T00:00:00Z")).unwrap();
    });
    let (key, engine) = (key(), Engine::new());
    let published = publication(&ledger).secure(&engine, &key, &ProofOptions::new(format!("{ISSUER}#1"))).unwrap();
    assert_eq!((published.media_type(), published.file_extension()), ("application/vc", "json"));
    let document = Document::parse(published.to_text().as_bytes()).unwrap();
    engine.check(&document, document.root().get("proof").unwrap(), &key.verifying_key()).unwrap();
    let read = StatusList::read(&document, &Limits::default()).unwrap();
    assert_eq!(read.purposes(), [REVOCATION, SUSPENSION]);
    assert!(!published.to_text().contains("secret") && !published.to_text().contains("urn:x:1"));

    let published = publication(&ledger).sign_jwt(&key, &JwtOptions::kid(format!("{ISSUER}#1"))).unwrap();
    assert_eq!((published.media_type(), published.file_extension()), ("application/vc+jwt", "jwt"));
    let token = Token::read(published.to_text().as_bytes()).unwrap();
    token.check(&key.verifying_key()).unwrap();
    assert_eq!(StatusList::read(&token.credential().unwrap(), &Limits::default()).unwrap(), read);
}

/// The terms that the standard's context lacks stand in the list's own, so that the signature covers them.
#[test]
fn a_list_of_messages_says_what_they_are() {
    let settings = Settings::new(LIST, MESSAGE).with_messages(["pending", "accepted", "rejected", "undefined"]);
    let ledger = ledger(settings, |_| {});
    let published =
        publication(&ledger).secure(&Engine::new(), &key(), &ProofOptions::new(format!("{ISSUER}#1"))).unwrap();
    let lines = Engine::new().canonicalize(published.document()).unwrap();
    for line in [
        "<https://www.w3.org/ns/credentials/status#message> \"rejected\"",
        "<https://www.w3.org/ns/credentials/status#status> \"0x2\"",
        "<https://www.w3.org/ns/credentials/status#statusSize> \"2\"",
    ] {
        assert!(lines.contains(line), "{lines}");
    }
    let read = StatusList::read(published.document(), &Limits::default()).unwrap();
    assert_eq!((read.size(), read.bits().entries(2).unwrap()), (Some(2), MINIMUM_LENGTH));
}

#[test]
fn what_is_not_published() {
    let ledger = ledger(Settings::new(LIST, REVOCATION), |_| {});
    let from = at("2026-05-01T09:00:00Z");
    assert_eq!(code(publication(&ledger).with_valid_until(from).to_document()), Code::IssueValidUntilNotAfterFrom);
    for ttl in [Duration::ZERO, Duration::MAX] {
        assert_eq!(code(publication(&ledger).with_ttl(ttl).to_document()), Code::StatusListUnusable);
    }
    assert_eq!(code(Publication::of(&ledger, &[], "x", from)), Code::InputNotUri);
    let short = Bitstring::from_bytes(vec![0; 100]);
    assert_eq!(
        codes(Publication::of_bits("x", &[], short, ISSUER, from))
            .into_iter()
            .map(|(code, _)| code)
            .collect::<Vec<_>>(),
        [Code::InputNotUri, Code::StatusListUnusable, Code::StatusListTooShort]
    );
    // Random bits do not compress: two million of them are more than documents have by default.
    let mut lots = Lots(1);
    let dense = Bitstring::from_bytes((0..1 << 17).flat_map(|_| lots.next().to_le_bytes()).collect());
    let dense = Publication::of_bits(LIST, &[REVOCATION.into()], dense, ISSUER, from).unwrap();
    assert_eq!(code(dense.to_document()), Code::JsonTooLarge);
    let engine = Engine::new().with_limits(Limits::default().with_bytes(4 << 20));
    assert!(dense.secure(&engine, &key(), &ProofOptions::new(format!("{ISSUER}#1"))).is_ok());
}

#[test]
fn lists_of_others() {
    let Some(folder) = crate::common::conformance() else { return };
    let folder = folder.join("vectors/bitstring-status-list");
    let read = |name: &str| {
        let document = Document::parse(&std::fs::read(folder.join(name)).unwrap()).unwrap();
        StatusList::read(&document, &Limits::default())
    };
    for name in ["w3c/example-bitstringstatuslistcredential.json", "w3c/a-status-list-verifiable-credential.json"] {
        let list = read(name).unwrap();
        assert_eq!(
            (list.issuer(), list.purposes(), list.warnings().len()),
            ("did:example:12345", ["revocation".to_owned()].as_slice(), 0)
        );
    }
    let list = read("ssi/statusList.json").unwrap();
    assert_eq!((list.kind(), list.purposes().len(), list.bits().get(6, 1).unwrap()), (ListKind::StatusList2021, 0, 1));
    assert_eq!(list.valid_from().unwrap().as_str(), "2022-04-12T21:48:38.044Z");
    assert_eq!(codes(read("ssi/local-status-list-credential.json")), [(Code::StatusMalformed, String::new())]);
    assert_eq!(codes(read("w3c/a-revocable-verifiable-credential.json"))[0], (Code::StatusMalformed, "/type".into()));
}

#[test]
fn every_fault_of_a_list_is_found() {
    let faults = codes(read(|list| {
        list["id"] = json!(7);
        list["type"] = json!("BitstringStatusListCredential");
        list["issuer"] = json!({"name": "x"});
        list["validFrom"] = json!("2021-04-05");
        list["validUntil"] = json!(1);
        list["credentialSubject"] = json!({"type": "StatusList2021", "statusPurpose": [1, ""], "encodedList": "u%", "ttl": -1, "statusSize": 9});
    }));
    let pointers: Vec<&str> = faults.iter().map(|(_, pointer)| pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/type",
            "/credentialSubject/type",
            "/issuer",
            "/id",
            "/validFrom",
            "/validUntil",
            "/credentialSubject/statusPurpose/0",
            "/credentialSubject/statusPurpose/1",
            "/credentialSubject/statusSize",
            "/credentialSubject/ttl",
            "/credentialSubject/encodedList",
        ]
    );
    let others: Vec<Code> =
        faults.iter().map(|(code, _)| *code).filter(|code| *code != Code::StatusMalformed).collect();
    assert_eq!(others, [Code::StatusUnsupportedSize, Code::StatusNotAList]);

    let at = |pointer: &str| vec![(Code::StatusMalformed, pointer.to_owned())];
    assert_eq!(codes(read(|list| list["credentialSubject"] = json!([{}, {}]))), at("/credentialSubject"));
    assert_eq!(codes(read(|list| list["credentialSubject"] = json!("x"))), at("/credentialSubject"));
    assert_eq!(
        codes(read(|list| {
            list.as_object_mut().unwrap().remove("credentialSubject");
        })),
        at("")
    );
    assert_eq!(
        codes(read(|list| list["credentialSubject"]["statusPurpose"] = json!([]))),
        at("/credentialSubject/statusPurpose")
    );
    let none = read(|list| {
        list["credentialSubject"].as_object_mut().unwrap().remove("statusPurpose");
    });
    assert_eq!(codes(none), at("/credentialSubject"));
    assert_eq!(
        codes(read(|list| list["type"] =
            json!(["VerifiableCredential", "BitstringStatusListCredential", "StatusList2021Credential"])))[0],
        at("/type")[0]
    );
    assert_eq!(code(StatusList::read(&Document::parse(b"[]").unwrap(), &Limits::default())), Code::StatusMalformed);
    let small = Limits::default().with_status_list_bytes(100);
    let error = StatusList::read(&list(|_| {}), &small).unwrap_err();
    assert_eq!((error.kind(), error.code()), (crate::ErrorKind::Limit, Code::StatusListTooLarge));
}

#[test]
fn odd_lists_are_read_with_a_warning() {
    let warned = |change: &dyn Fn(&mut Value)| {
        let list = read(|list| change(list)).unwrap();
        list.warnings().iter().map(|f| (f.code(), f.pointer().to_owned())).collect::<Vec<_>>()
    };
    let at = |code| vec![(code, "/credentialSubject/encodedList".to_owned())];
    assert_eq!(warned(&|_| {}), []);
    assert_eq!(warned(&|list| list["credentialSubject"] = json!([list["credentialSubject"]])), []);
    assert_eq!(
        warned(&|list| list["credentialSubject"]["encodedList"] = json!(W3C.trim_start_matches('u'))),
        at(Code::StatusListForm)
    );
    let short = Bitstring::from_bytes(vec![0; 12_500]).encode();
    assert_eq!(warned(&|list| list["credentialSubject"]["encodedList"] = json!(short)), at(Code::StatusListTooShort));
    let old = |list: &mut Value, encoded: &str| {
        list["type"][1] = json!("StatusList2021Credential");
        list["credentialSubject"]["type"] = json!("StatusList2021");
        list["credentialSubject"]["encodedList"] = json!(encoded);
    };
    assert_eq!(warned(&|list| old(list, W3C.trim_start_matches('u'))), []);
    assert_eq!(warned(&|list| old(list, W3C)), at(Code::StatusListForm));
}

#[test]
fn a_list_of_ids() {
    let ledger = ledger(Settings::new(LIST, REVOCATION).with_purpose(SUSPENSION), |draft| {
        let mut lots = Lots(1);
        for n in 1..=4 {
            draft.allocate(&format!("urn:x:{n}"), REVOCATION, None, fill(&mut lots)).unwrap();
        }
        draft.allocate("urn:x:4", SUSPENSION, None, fill(&mut lots)).unwrap();
        draft.suspend("urn:x:4", None, at("2026-05-01T00:00:00Z")).unwrap();
        for n in [3, 1] {
            draft.revoke(&format!("urn:x:{n}"), Some("moved away"), at("2026-05-01T00:00:00Z")).unwrap();
        }
    });
    let new = || RevocationList::new("https://badges.example.edu/revoked", ISSUER);
    assert_eq!(
        new().with_ledger(&ledger, false).to_json().unwrap(),
        r#"{"id":"https://badges.example.edu/revoked","issuer":"https://badges.example.edu/issuer","revokedCredentials":[{"id":"urn:x:1","revoked":true},{"id":"urn:x:3","revoked":true}]}"#
    );
    let list = new().with_ledger(&ledger, true);
    let text = list.to_json().unwrap();
    assert!(text.contains(r#"{"id":"urn:x:3","revoked":true,"revocationReason":"moved away"}"#));
    let read = RevocationList::read(&Document::parse(text.as_bytes()).unwrap()).unwrap();
    assert_eq!(read, list);
    assert_eq!(read.iter().map(Revoked::credential).collect::<Vec<_>>(), ["urn:x:1", "urn:x:3"]);
    assert_eq!(
        codes(new().with_revoked("x", None).with_revoked("urn:x:1", None).with_revoked("urn:x:1", None).to_json())
            .len(),
        2
    );
}

#[test]
fn lists_of_ids_of_others() {
    let read = |value: Value| RevocationList::read(&Document::parse(value.to_string().as_bytes()).unwrap());
    for name in ["revokedCredentials", "revokedCredential"] {
        let list = read(json!({
            "@context": "https://purl.imsglobal.org/spec/ob/v3p0/context.json", "id": LIST, "issuer": {"id": ISSUER},
            name: [
                {"id": "urn:x:1"}, {"id": "urn:x:2", "revoked": "true", "revocationReason": "r"},
                {"id": "urn:x:3", "revoked": false}, {"id": "urn:x:4", "revoked": false}, {"id": "urn:x:4"}
            ]
        }))
        .unwrap();
        let revoked = |n: u8| list.revoked(&format!("urn:x:{n}")).is_some();
        assert_eq!([1, 2, 3, 4, 5].map(revoked), [true, true, false, true, false]);
        assert_eq!((list.id(), list.issuer()), (LIST, ISSUER));
    }
    assert_eq!(read(json!({"id": LIST, "issuer": ISSUER})).unwrap().iter().count(), 0);
    let faults = codes(read(json!({
        "id": "x", "revokedCredentials": [7, {"revoked": 1}, {"id": "urn:x:1", "revocationReason": []}]
    })));
    let pointers: Vec<&str> = faults.iter().map(|(_, pointer)| pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/id",
            "",
            "/revokedCredentials/0",
            "/revokedCredentials/1",
            "/revokedCredentials/1/revoked",
            "/revokedCredentials/2/revocationReason"
        ]
    );
    assert!(read(json!([])).is_err());
}
