//! Attacks on what a badge rests on beside its own signature: status lists, endorsements, newer editions, bundles, pins.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

use openbadges::finding::Code;
use openbadges::key::{Seed, SigningKey};
use openbadges::proof::{ProofOptions, jwt, secure};
use openbadges::status::{Bitstring, MINIMUM_LENGTH};
use openbadges::verify::{CheckOutcome, Policy, Report, Resources, Step, Verdict, Verifier};
use openbadges::{Document, Limits, did};
use serde_json::{Value, json};

const GOLDEN: &str = include_str!("../fixtures/golden/critical-thinking.json");
const LIST: &str = "https://badges.example.edu/status/1";

fn college() -> SigningKey {
    SigningKey::from_seed(&Seed::from_hex(include_str!("../fixtures/demonstration.seed")).unwrap())
}

fn other(n: u8) -> SigningKey {
    SigningKey::from_seed(&Seed::from_bytes([n; 32]))
}

fn id_of(key: &SigningKey) -> String {
    did::of_key(&key.verifying_key())
}

fn signed(value: &Value, key: &SigningKey) -> String {
    let document = Document::parse(value.to_string().as_bytes()).unwrap();
    let options = ProofOptions::new(did::verification_method_of_key(&key.verifying_key()));
    secure(&document, key, &options).unwrap().as_str().to_owned()
}

fn entry(index: u64, purpose: &str) -> Value {
    json!({
        "id": format!("{LIST}#{index}"), "type": "BitstringStatusListEntry", "statusPurpose": purpose,
        "statusListIndex": index.to_string(), "statusListCredential": LIST
    })
}

/// The golden badge with this status, signed by its college.
fn badge(status: Value) -> String {
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    value["credentialStatus"] = status;
    signed(&value, &college())
}

fn bits(set: &[u64]) -> Bitstring {
    let mut bits = Bitstring::new(MINIMUM_LENGTH, 1).unwrap();
    set.iter().for_each(|index| bits.set(*index, 1, 1).unwrap());
    bits
}

fn unsigned(encoded: &str, purpose: &str, by: &SigningKey) -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": id_of(by)},
        "validFrom": "2026-06-01T00:00:00Z",
        "credentialSubject": {
            "id": format!("{LIST}#list"), "type": "BitstringStatusList", "statusPurpose": purpose, "encodedList": encoded
        }
    })
}

fn list(set: &[u64], purpose: &str) -> String {
    signed(&unsigned(&bits(set).encode(), purpose, &college()), &college())
}

fn verify(badge: &str, list: &[u8], policy: Policy) -> Report {
    let resources = Resources::new().with_bytes(LIST, list);
    Verifier::new(policy).verify(badge.as_bytes(), &resources, "2026-07-01T00:00:00Z".parse().unwrap())
}

/// By every policy: the verdict, and the first finding about the status.
#[track_caller]
fn refused(badge: &str, list: impl AsRef<[u8]>, verdict: Verdict, code: Code) {
    for policy in [Policy::strict(), Policy::certification(), Policy::archive()] {
        let report = verify(badge, list.as_ref(), policy);
        let found: Vec<Code> = report.check(Step::Status).unwrap().findings().iter().map(|f| f.code()).collect();
        assert_eq!(found.first(), Some(&code), "{report}");
        assert_eq!(report.verdict(), verdict, "{report}");
        assert!(report.into_verified().is_err());
    }
}

#[test]
fn revoked_suspended_and_neither() {
    let good = verify(&badge(entry(7, "revocation")), list(&[6, 8], "revocation").as_bytes(), Policy::strict());
    assert_eq!(good.verdict(), Verdict::Verified, "{good}");
    assert_eq!(good.outcome(Step::Status), CheckOutcome::Passed);
    refused(&badge(entry(7, "revocation")), list(&[7], "revocation"), Verdict::NotVerified, Code::StatusRevoked);
    refused(&badge(entry(7, "suspension")), list(&[7], "suspension"), Verdict::NotVerified, Code::StatusSuspended);
    // As a JWT too.
    let document =
        Document::parse(unsigned(&bits(&[7]).encode(), "revocation", &college()).to_string().as_bytes()).unwrap();
    let kid = jwt::JwtOptions::kid(did::verification_method_of_key(&college().verifying_key()));
    let token = jwt::sign(&document, &college(), &kid).unwrap();
    refused(&badge(entry(7, "revocation")), &token, Verdict::NotVerified, Code::StatusRevoked);
    assert_eq!(verify(&badge(entry(8, "revocation")), token.as_bytes(), Policy::strict()).verdict(), Verdict::Verified);
    // Without the list nothing is known, and it is asked for.
    let now = "2026-07-01T00:00:00Z".parse().unwrap();
    let report = Verifier::default().verify(badge(entry(7, "revocation")).as_bytes(), &Resources::new(), now);
    assert_eq!((report.verdict(), report.needs()[0].url()), (Verdict::Undecided, Some(LIST)));
    let needs = Verifier::default().needs(badge(entry(7, "revocation")).as_bytes(), &Resources::new());
    assert_eq!(needs, report.needs());
}

#[test]
fn list_of_another_issuer() {
    let theirs = signed(&unsigned(&bits(&[]).encode(), "revocation", &other(5)), &other(5));
    refused(&badge(entry(7, "revocation")), theirs, Verdict::Undecided, Code::StatusListOfAnother);
    // Or one that only says it is the college's.
    let forged = signed(&unsigned(&bits(&[]).encode(), "revocation", &college()), &other(5));
    refused(&badge(entry(7, "revocation")), forged, Verdict::Undecided, Code::StatusListNotVerified);
}

#[test]
fn list_of_another_purpose() {
    refused(&badge(entry(7, "revocation")), list(&[], "suspension"), Verdict::Undecided, Code::StatusWrongPurpose);
}

#[test]
fn list_that_nobody_signed_or_somebody_changed() {
    let unsigned = unsigned(&bits(&[]).encode(), "revocation", &college()).to_string();
    refused(&badge(entry(7, "revocation")), unsigned, Verdict::Undecided, Code::StatusListNotVerified);
    let changed = list(&[7], "revocation").replace(&bits(&[7]).encode(), &bits(&[]).encode());
    refused(&badge(entry(7, "revocation")), changed, Verdict::Undecided, Code::StatusListNotVerified);
}

#[test]
fn list_that_has_ended_or_has_not_begun() {
    for (member, date) in [("validUntil", "2026-06-15T00:00:00Z"), ("validFrom", "2026-08-01T00:00:00Z")] {
        let mut value = unsigned(&bits(&[]).encode(), "revocation", &college());
        value[member] = date.into();
        let list = signed(&value, &college());
        refused(&badge(entry(7, "revocation")), list, Verdict::Undecided, Code::StatusListNotVerified);
    }
}

#[test]
fn list_that_is_truncated_or_a_bomb() {
    let whole = bits(&[]).encode();
    let cut = signed(&unsigned(&whole[..whole.len() - 8], "revocation", &college()), &college());
    refused(&badge(entry(7, "revocation")), cut, Verdict::Undecided, Code::StatusNotAList);
    // 64 MiB of zeros, within a hundred kilobytes.
    let bomb = Bitstring::from_bytes(vec![0; 64 << 20]).encode();
    let bomb = signed(&unsigned(&bomb, "revocation", &college()), &college());
    refused(&badge(entry(7, "revocation")), bomb, Verdict::Undecided, Code::StatusListTooLarge);
}

#[test]
fn index_out_of_range_or_none() {
    refused(
        &badge(entry(MINIMUM_LENGTH, "revocation")),
        list(&[], "revocation"),
        Verdict::Undecided,
        Code::StatusIndexOutOfRange,
    );
    for index in ["-1", "1e3", "seven", ""] {
        let mut odd = entry(7, "revocation");
        odd["statusListIndex"] = index.into();
        let report = verify(&badge(odd), list(&[], "revocation").as_bytes(), Policy::archive());
        assert!(!report.verdict().is_verified(), "{index}: {report}");
    }
}

#[test]
fn list_too_short() {
    let short = Bitstring::from_bytes(vec![0; 12_500]).encode();
    let short = signed(&unsigned(&short, "revocation", &college()), &college());
    let badge = badge(entry(7, "revocation"));
    for policy in [Policy::strict(), Policy::certification()] {
        let report = verify(&badge, short.as_bytes(), policy);
        assert_eq!((report.verdict(), report.outcome(Step::Status)), (Verdict::NotVerified, CheckOutcome::Failed));
    }
    let report = verify(&badge, short.as_bytes(), Policy::archive());
    assert_eq!(report.verdict(), Verdict::VerifiedWithWarnings, "{report}");
    assert!(report.findings().any(|finding| finding.code() == Code::StatusListTooShort));
}

#[test]
fn entry_hidden_among_several() {
    // Open Badges has one status, the VC data model several: then all count, wherever the bad one stands.
    for place in 0..3 {
        let entries: Vec<Value> = (0..3).map(|n| entry(if n == place { 7 } else { 20 + n }, "revocation")).collect();
        let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
        value.as_object_mut().unwrap().remove("proof");
        value["credentialStatus"] = entries.into();
        let badge = signed(&value, &college());
        let report = verify(&badge, list(&[7], "revocation").as_bytes(), Policy::strict());
        assert_eq!((report.verdict(), report.outcome(Step::Status)), (Verdict::NotVerified, CheckOutcome::Failed));
        let clear = verify(&badge, list(&[8], "revocation").as_bytes(), Policy::strict());
        assert!(clear.verdict().is_verified(), "{clear}");
    }
    // One of a kind that cannot be looked up is unknown, whatever the others say.
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    value["credentialStatus"] = json!([entry(7, "revocation"), {"id": "urn:x:s", "type": "BitstringStatusListEntry"}]);
    let report = verify(&signed(&value, &college()), list(&[], "revocation").as_bytes(), Policy::strict());
    assert!(!report.verdict().is_verified(), "{report}");
}

#[test]
fn messages_are_told() {
    let mut status = entry(7, "message");
    status["statusSize"] = 2.into();
    status["statusMessage"] =
        json!([{"status": "0x0", "message": "none"}, {"status": "0x1", "message": "under review"}]);
    let mut bits = Bitstring::new(MINIMUM_LENGTH, 2).unwrap();
    bits.set(7, 2, 1).unwrap();
    let report = verify(
        &badge(status),
        signed(&unsigned(&bits.encode(), "message", &college()), &college()).as_bytes(),
        Policy::strict(),
    );
    assert_eq!(report.verdict(), Verdict::VerifiedWithWarnings, "{report}");
    let told = report.findings().find(|finding| finding.code() == Code::StatusMessage).unwrap();
    assert_eq!(told.message(), "the issuer says of the credential: `under review`");
}

#[test]
fn lists_of_2021_and_of_revoked_ids() {
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    value["@context"].as_array_mut().unwrap().push("https://w3id.org/vc/status-list/2021/v1".into());
    value["credentialStatus"] = json!({
        "id": format!("{LIST}#7"), "type": "StatusList2021Entry", "statusPurpose": "revocation", "statusListIndex": "7",
        "statusListCredential": LIST
    });
    let badge = signed(&value, &college());
    let of_2021 = |set: &[u64]| {
        let mut list = unsigned(&bits(set).encode()[1..], "revocation", &college());
        list["@context"] = json!([
            "https://www.w3.org/2018/credentials/v1",
            "https://w3id.org/vc/status-list/2021/v1",
            "https://w3id.org/security/data-integrity/v2",
        ]);
        let from = list.as_object_mut().unwrap().remove("validFrom").unwrap();
        list["issuanceDate"] = from;
        list["type"][1] = "StatusList2021Credential".into();
        list["credentialSubject"]["type"] = "StatusList2021".into();
        signed(&list, &college())
    };
    let clear = verify(&badge, of_2021(&[]).as_bytes(), Policy::archive());
    assert!(clear.verdict().is_verified(), "{clear}");
    let revoked = verify(&badge, of_2021(&[7]).as_bytes(), Policy::archive());
    assert_eq!(revoked.verdict(), Verdict::NotVerified, "{revoked}");
    // An entry of one kind does not point into a list of the other.
    let mixed = verify(&badge, list(&[], "revocation").as_bytes(), Policy::archive());
    assert_eq!(mixed.outcome(Step::Status), CheckOutcome::Unknown);

    value["@context"] =
        json!([value["@context"][0], value["@context"][1], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]);
    value["credentialStatus"] = json!({"id": LIST, "type": "1EdTechRevocationList"});
    let badge = signed(&value, &college());
    let revocations = |issuer: &str, revoked: &[&str]| {
        let mut list = openbadges::status::RevocationList::new(LIST, issuer);
        for id in revoked {
            list = list.with_revoked(*id, Some("issued by mistake"));
        }
        list.to_json().unwrap()
    };
    let (own, id) = (id_of(&college()), value["id"].as_str().unwrap());
    let clear = verify(&badge, revocations(&own, &["urn:x:other"]).as_bytes(), Policy::strict());
    assert_eq!(clear.verdict(), Verdict::VerifiedWithWarnings, "{clear}");
    refused(&badge, revocations(&own, &[id]), Verdict::NotVerified, Code::StatusRevoked);
    let theirs = verify(&badge, revocations("did:web:elsewhere.example", &[]).as_bytes(), Policy::strict());
    assert_eq!(theirs.outcome(Step::Status), CheckOutcome::Unknown);
}

#[test]
fn endorsement_chains_as_deep_as_they_like() {
    // Each endorses the profile that carries it; JSON allows so many levels, and the verifier fewer.
    let mut inner = String::from("null");
    for n in 0..10_000 {
        inner = format!("{{\"id\":\"urn:x:{n}\",\"type\":[\"Profile\"],\"endorsement\":[{{\"issuer\":{inner}}}]}}");
    }
    let text =
        GOLDEN.replacen("\"issuer\": {", &format!("\"issuer\": {{ \"endorsement\": [{{\"issuer\": {inner}}}],"), 1);
    let report =
        Verifier::default().verify(text.as_bytes(), &Resources::new(), "2026-07-01T00:00:00Z".parse().unwrap());
    assert!(!report.verdict().is_verified());
    assert!(report.findings().any(|finding| [Code::JsonTooDeep, Code::JsonTooLarge].contains(&finding.code())));
    // A JWT in a JWT in a JWT.
    let mut token = String::from("e30.e30.AAAA");
    for _ in 0..16 {
        let payload = json!({
            "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id": "urn:x:1", "type": ["VerifiableCredential", "EndorsementCredential"], "name": "E",
            "issuer": {"id": "did:example:a", "type": ["Profile"], "endorsementJwt": [token]},
            "validFrom": "2026-06-01T00:00:00Z",
            "credentialSubject": {"id": "did:example:a", "type": ["EndorsementSubject"]}
        });
        let encode = |bytes: &[u8]| {
            use base64::Engine as _;
            base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
        };
        token = format!(
            "{}.{}.{}",
            encode(br#"{"alg":"EdDSA","kid":"did:example:a#b"}"#),
            encode(payload.to_string().as_bytes()),
            encode(&[0; 64])
        );
    }
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value["endorsementJwt"] = json!([token]);
    let report = Verifier::default().verify(
        value.to_string().as_bytes(),
        &Resources::new(),
        "2026-07-01T00:00:00Z".parse().unwrap(),
    );
    assert!(!report.verdict().is_verified());
    assert_eq!(report.endorsements()[0].report().endorsements()[0].report().endorsements().len(), 0);
}

#[test]
fn what_is_pinned() {
    use base64::Engine as _;
    use sha2::Digest;
    let (url, page) = ("https://portfolio.example/essay", b"What I learned.");
    let digest = base64::engine::general_purpose::STANDARD.encode(sha2::Sha384::digest(page));
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    value["relatedResource"] = json!([{"id": url, "digestSRI": format!("sha384-{digest}"), "mediaType": "text/plain"}]);
    let badge = signed(&value, &college());
    let with = |bytes: Option<&[u8]>| {
        let resources = bytes.into_iter().fold(Resources::new(), |resources, bytes| resources.with_bytes(url, bytes));
        let report = Verifier::default().verify(badge.as_bytes(), &resources, "2026-07-01T00:00:00Z".parse().unwrap());
        (report.outcome(Step::Linked), report.verdict())
    };
    assert_eq!(with(None), (CheckOutcome::NotApplicable, Verdict::Verified));
    assert_eq!(with(Some(page)), (CheckOutcome::Passed, Verdict::Verified));
    assert_eq!(with(Some(b"What they learned.")), (CheckOutcome::Failed, Verdict::NotVerified));
}

#[test]
fn lists_are_within_the_limits_of_the_verifier() {
    let small = Verifier::default().with_limits(Limits::default().with_status_list_bytes(1_000));
    let resources = Resources::new().with_bytes(LIST, list(&[], "revocation").as_bytes());
    let report =
        small.verify(badge(entry(7, "revocation")).as_bytes(), &resources, "2026-07-01T00:00:00Z".parse().unwrap());
    assert_eq!(report.outcome(Step::Status), CheckOutcome::Unknown, "{report}");
}

/// Each of them may be as long as the limit, but a badge does not get as many as it names.
#[test]
fn lists_together_are_within_the_limits_of_the_verifier() {
    let at = "2026-07-01T00:00:00Z".parse().unwrap();
    let length = usize::try_from(MINIMUM_LENGTH / 8).unwrap();
    let verifier = Verifier::new(Policy::archive()).with_limits(Limits::default().with_status_list_bytes(length));
    let url = |n: usize| format!("https://badges.example.edu/status/{n}");
    let with = |count: usize| {
        let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
        value.as_object_mut().unwrap().remove("proof");
        let (mut entries, mut resources) = (Vec::new(), Resources::new());
        for n in 0..count {
            let mut entry = entry(7, "revocation");
            (entry["id"], entry["statusListCredential"]) = (format!("{}#7", url(n)).into(), url(n).into());
            entries.push(entry);
            let mut list = unsigned(&bits(&[8]).encode(), "revocation", &college());
            (list["id"], list["credentialSubject"]["id"]) = (url(n).into(), format!("{}#list", url(n)).into());
            resources = resources.with_bytes(url(n), signed(&list, &college()).as_bytes());
        }
        value["credentialStatus"] = entries.into();
        verifier.verify(signed(&value, &college()).as_bytes(), &resources, at)
    };
    assert_eq!(with(4).outcome(Step::Status), CheckOutcome::Passed);
    let report = with(5);
    assert_eq!(report.outcome(Step::Status), CheckOutcome::Unknown, "{report}");
    let codes: Vec<Code> = report.check(Step::Status).unwrap().findings().iter().map(|f| f.code()).collect();
    assert_eq!(codes, [Code::StatusListTooLarge]);
}

/// The graph of a list, and with it the signature, is the same wherever its end, its purpose or its own status stands.
#[test]
fn parts_of_a_list_put_out_of_sight() {
    let hide = |member: &str, of: &str, list: &str| {
        let mut value: Value = serde_json::from_str(list).unwrap();
        let part = if of.is_empty() { &mut value } else { &mut value[of] };
        let moved = part.as_object_mut().unwrap().remove(member).unwrap();
        let second = json!({"id": part["id"], "type": part["type"], member: moved});
        value["@included"] = json!([second]);
        value.to_string()
    };
    let mut ended = unsigned(&bits(&[]).encode(), "revocation", &college());
    ended["validUntil"] = "2026-06-15T00:00:00Z".into();
    let ended = hide("validUntil", "", &signed(&ended, &college()));
    refused(&badge(entry(7, "revocation")), ended, Verdict::Undecided, Code::StatusListNotVerified);
    let purposeless = hide("statusPurpose", "credentialSubject", &list(&[], "suspension"));
    let report = verify(&badge(entry(7, "revocation")), purposeless.as_bytes(), Policy::archive());
    assert_eq!(report.verdict(), Verdict::Undecided, "{report}");
}

#[test]
fn entry_torn_in_two() {
    // Revoked, with two bits for each: read as one bit, another place is looked at.
    let mut status = entry(7, "revocation");
    status["statusSize"] = 2.into();
    let mut bits = Bitstring::new(MINIMUM_LENGTH, 2).unwrap();
    bits.set(7, 2, 1).unwrap();
    let list = signed(&unsigned(&bits.encode(), "revocation", &college()), &college());
    refused(&badge(status.clone()), &list, Verdict::NotVerified, Code::StatusRevoked);
    let mut torn: Value = serde_json::from_str(&badge(status)).unwrap();
    let size = torn["credentialStatus"].as_object_mut().unwrap().remove("statusSize").unwrap();
    let (id, class) = (torn["credentialStatus"]["id"].clone(), torn["credentialStatus"]["type"].clone());
    torn["@included"] = json!([{"id": id, "type": class, "statusSize": size}]);
    refused(&torn.to_string(), &list, Verdict::Undecided, Code::StatusMalformed);
    // Two entries of one id, their members exchanged.
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    let mut second = entry(9, "suspension");
    second["id"] = entry(7, "revocation")["id"].clone();
    value["credentialStatus"] = json!([entry(9, "revocation"), second]);
    let both = signed(&value, &college());
    let report = verify(&both, self::list(&[7], "revocation").as_bytes(), Policy::archive());
    assert_eq!(report.outcome(Step::Status), CheckOutcome::Unknown, "{report}");
}

#[test]
fn list_that_is_another_of_the_issuers() {
    for id in [json!("https://badges.example.edu/status/2"), Value::Null] {
        let mut value = unsigned(&bits(&[]).encode(), "revocation", &college());
        value["id"] = id;
        if value["id"].is_null() {
            value.as_object_mut().unwrap().remove("id");
        }
        let list = signed(&value, &college());
        refused(&badge(entry(7, "revocation")), list, Verdict::Undecided, Code::StatusListOfAnother);
    }
}

#[test]
fn sizes_and_purposes_that_do_not_agree() {
    let mut bits = Bitstring::new(MINIMUM_LENGTH, 2).unwrap();
    bits.set(7, 2, 1).unwrap();
    let mut sized = unsigned(&bits.encode(), "revocation", &college());
    sized["credentialSubject"]["statusSize"] = 2.into();
    // Its size a list can only have in a JWT: no context defines it there.
    let kid = jwt::JwtOptions::kid(did::verification_method_of_key(&college().verifying_key()));
    let sized = jwt::sign(&Document::of(&sized).unwrap(), &college(), &kid).unwrap();
    refused(&badge(entry(7, "revocation")), sized, Verdict::Undecided, Code::StatusUnsupportedSize);
    refused(&badge(entry(7, "Revocation")), list(&[7], "Revocation"), Verdict::Undecided, Code::StatusWrongPurpose);
}

#[test]
fn more_entries_than_anybody_has() {
    let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    let mut entries: Vec<Value> = (0..40).map(|n| entry(100 + n, "revocation")).collect();
    entries.push(entry(7, "revocation"));
    value["credentialStatus"] = entries.into();
    let report = verify(&signed(&value, &college()), list(&[7], "revocation").as_bytes(), Policy::archive());
    assert!(!report.verdict().is_verified(), "{report}");
}

#[test]
fn newer_edition_that_was_taken_back() {
    let service = "https://badges.example.edu/refresh/1";
    let edition = |from: &str, status: Option<Value>| {
        let mut value: Value = serde_json::from_str(GOLDEN).unwrap();
        value.as_object_mut().unwrap().remove("proof");
        value["@context"]
            .as_array_mut()
            .unwrap()
            .push("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json".into());
        value["validFrom"] = from.into();
        value["refreshService"] = json!({"id": service, "type": "1EdTechCredentialRefresh"});
        if let Some(status) = status {
            value["credentialStatus"] = status;
        }
        signed(&value, &college())
    };
    let (first, second) =
        (edition("2026-05-04T09:00:00Z", None), edition("2026-06-04T09:00:00Z", Some(entry(7, "revocation"))));
    let verify = |set: &[u64]| {
        let resources = Resources::new()
            .with_bytes(service, second.as_bytes())
            .with_bytes(LIST, list(set, "revocation").as_bytes());
        Verifier::new(Policy::archive()).verify(first.as_bytes(), &resources, "2026-07-01T00:00:00Z".parse().unwrap())
    };
    let good = verify(&[]);
    assert_eq!(good.replaces(), Some("2026-05-04T09:00:00Z"), "{good}");
    assert_eq!(verify(&[7]).verdict(), Verdict::NotVerified);
    // Somebody's forgery says nothing of which is the current one.
    let forged = first.replacen("Critical Thinking", "Critical Drinking", 1);
    let resources = Resources::new().with_bytes(service, forged.as_bytes());
    let report = Verifier::default().verify(first.as_bytes(), &resources, "2026-07-01T00:00:00Z".parse().unwrap());
    assert_eq!(report.verdict(), Verdict::VerifiedWithWarnings, "{report}");
}

#[test]
fn parts_of_a_ledger_that_come_back_under_an_old_name() {
    use openbadges::status::{Ledger, Settings};
    let save = |draft: openbadges::status::Draft| draft.commit(|_| Ok::<_, openbadges::Error>(true)).unwrap();
    let mut draft = save(Ledger::create(Settings::new(LIST, "revocation")).unwrap()).draft();
    let name = draft.delegate("a", 100).unwrap();
    let ledger = save(draft);
    let mut part = save(ledger.start_part(&name).unwrap()).draft();
    part.close().unwrap();
    let part = save(part);
    let mut draft = ledger.draft();
    draft.merge(&part).unwrap();
    assert_eq!(draft.delegate("a", 100).unwrap_err().code(), Code::StatusPart);
    let read = Ledger::read(save(draft).to_json().as_bytes()).unwrap();
    assert_eq!(read.draft().delegate("a", 50).unwrap_err().code(), Code::StatusPart);
}
