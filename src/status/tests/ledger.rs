use std::collections::BTreeSet;

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::Document;

fn new(settings: Settings) -> (Store, Ledger) {
    let mut store = Store::default();
    let ledger = store.save(Ledger::create(settings).unwrap()).unwrap();
    (store, ledger)
}

fn id(n: u64) -> String {
    format!("urn:example:{n}")
}

#[test]
fn indexes_are_drawn_evenly_to_the_last_and_each_once() {
    let (mut store, ledger) = new(Settings::new(LIST, REVOCATION));
    let (mut lots, mut draft) = (Lots(1), ledger.draft());
    for n in 0..MINIMUM_LENGTH {
        draft.allocate(&id(n), REVOCATION, None, fill(&mut lots)).unwrap();
    }
    assert_eq!(code(draft.allocate("urn:x:1", REVOCATION, None, fill(&mut lots))), Code::StatusListFull);
    let ledger = store.save(draft).unwrap();
    assert_eq!((ledger.free(), ledger.entries().len() as u64), (0, MINIMUM_LENGTH));
    let order: Vec<u64> = (0..MINIMUM_LENGTH).map(|n| ledger.entry(&id(n), REVOCATION).unwrap().index()).collect();
    assert_eq!(order.iter().copied().collect::<BTreeSet<_>>(), (0..MINIMUM_LENGTH).collect());
    // No order shows: of neighbours in time, the later has the higher index half of the time (66,000 of 131,000 would be
    // three standard deviations), and the first thousand are spread over the list as any thousand.
    let rises = order.windows(2).filter(|pair| pair[0] < pair[1]).count();
    assert!((65_000..66_100).contains(&rises), "{rises}");
    let low = order.iter().take(1_000).filter(|index| **index < MINIMUM_LENGTH / 2).count();
    assert!((440..560).contains(&low), "{low}");
    // Read again, it is the same.
    assert_eq!(store.ledger(), ledger);
    assert_eq!(
        code(store.ledger().draft().allocate("urn:x:1", REVOCATION, None, fill(&mut lots))),
        Code::StatusListFull
    );
}

#[test]
fn what_cannot_be_allocated() {
    let (_, ledger) = new(Settings::new(LIST, REVOCATION));
    let (mut lots, mut draft) = (Lots(1), ledger.draft());
    draft.allocate("urn:x:1", REVOCATION, None, fill(&mut lots)).unwrap();
    assert_eq!(code(draft.allocate("urn:x:1", REVOCATION, None, fill(&mut lots))), Code::StatusAlreadyAllocated);
    assert_eq!(code(draft.allocate("urn:x:2", SUSPENSION, None, fill(&mut lots))), Code::StatusWrongPurpose);
    assert_eq!(code(draft.allocate("x", REVOCATION, None, fill(&mut lots))), Code::InputNotUri);
    let error = draft.allocate("urn:x:2", REVOCATION, None, |_| Err("no device")).unwrap_err();
    assert_eq!((error.code(), error.to_string().contains("`no device`")), (Code::KeyNoRandomness, true));
    for byte in [0, 7] {
        let constant = |bytes: &mut [u8]| {
            bytes.fill(byte);
            Ok::<(), String>(())
        };
        assert_eq!(code(draft.allocate("urn:x:2", REVOCATION, None, constant)), Code::KeyNoRandomness);
    }
    let mut same = || draft.allocate("urn:x:2", REVOCATION, None, fill(&mut Lots(2)));
    assert!(same().is_ok());
    let mut same = || draft.allocate("urn:x:3", REVOCATION, None, fill(&mut Lots(2)));
    assert_eq!(code(same()), Code::KeyNoRandomness);
}

#[test]
fn settings_that_make_no_list() {
    let bad =
        |settings: Settings| codes(Ledger::create(settings)).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    let list = || Settings::new(LIST, REVOCATION);
    assert_eq!(bad(list().with_entries(1_000)), [Code::StatusListTooShort]);
    assert_eq!(bad(list().with_entries(1 << 28)), [Code::StatusListTooLarge]);
    assert_eq!(bad(list().with_purpose(REVOCATION)), [Code::StatusListUnusable]);
    assert_eq!(bad(list().with_purpose(" ")), [Code::StatusListUnusable]);
    assert_eq!(bad(list().with_messages(["a", "b"])), [Code::StatusListUnusable]);
    assert_eq!(bad(Settings::new(LIST, MESSAGE)), [Code::StatusListUnusable]);
    assert_eq!(bad(Settings::new(LIST, MESSAGE).with_messages(["a", "b", "c"])), [Code::StatusListUnusable]);
    assert_eq!(bad(Settings::new(LIST, MESSAGE).with_messages(vec!["a"; 512])), [Code::StatusListUnusable]);
    assert_eq!(
        bad(Settings::new("x", "").with_entries(7)),
        [Code::StatusListUnusable, Code::InputNotUri, Code::StatusListTooShort]
    );
    assert_eq!(bad(Settings::new(format!("{LIST}#1"), REVOCATION)), [Code::StatusListUnusable]);
}

#[test]
fn revoked_for_good_suspended_for_a_while() {
    let (mut store, ledger) = new(Settings::new(LIST, REVOCATION).with_purpose(SUSPENSION));
    let (mut lots, mut draft) = (Lots(5), ledger.draft());
    for purpose in [REVOCATION, SUSPENSION] {
        draft.allocate("urn:x:1", purpose, None, fill(&mut lots)).unwrap();
    }
    let ledger = store.save(draft).unwrap();
    let index = |purpose| ledger.entry("urn:x:1", purpose).unwrap().index();
    let (revocation, suspension) = (index(REVOCATION), index(SUSPENSION));
    let value = |ledger: &Ledger, index| ledger.bits(&[]).unwrap().get(index, 1).unwrap();

    let mut draft = ledger.draft();
    let day = |n: i64| at("2026-05-01T00:00:00.5Z") + TimeDelta::days(n);
    assert_eq!(code(draft.reinstate("urn:x:1", None, day(0))), Code::StatusNotSuspended);
    draft.suspend("urn:x:1", Some("looked into"), day(0)).unwrap();
    assert_eq!(code(draft.suspend("urn:x:1", None, day(1))), Code::StatusAlreadySuspended);
    let ledger = store.save(draft).unwrap();
    assert_eq!((value(&ledger, revocation), value(&ledger, suspension)), (0, 1));

    let mut draft = ledger.draft();
    draft.reinstate("urn:x:1", Some("all well"), day(1)).unwrap();
    let ledger = store.save(draft).unwrap();
    assert_eq!(value(&ledger, suspension), 0);

    let mut draft = ledger.draft();
    draft.suspend("urn:x:1", None, day(2)).unwrap();
    draft.revoke("urn:x:1", Some("not well \"at all\""), day(3)).unwrap();
    for result in [
        draft.revoke("urn:x:1", None, day(4)),
        draft.suspend("urn:x:1", None, day(4)),
        draft.reinstate("urn:x:1", None, day(4)),
    ] {
        assert_eq!(code(result), Code::StatusAlreadyRevoked);
    }
    let ledger = store.save(draft).unwrap();
    assert_eq!((value(&ledger, revocation), value(&ledger, suspension)), (1, 1));
    for result in [
        draft_of(&ledger, |d| d.revoke("urn:x:2", None, day(4))),
        draft_of(&ledger, |d| d.suspend("urn:x:2", None, day(4))),
    ] {
        assert_eq!(code(result), Code::StatusUnknownCredential);
    }
    let history: Vec<_> =
        ledger.entry("urn:x:1", SUSPENSION).unwrap().changes().iter().map(|c| (c.to(), c.reason(), c.at())).collect();
    assert_eq!(
        history,
        [
            (1, Some("looked into"), at("2026-05-01T00:00:00Z")),
            (0, Some("all well"), at("2026-05-02T00:00:00Z")),
            (1, None, at("2026-05-03T00:00:00Z")),
        ]
    );
    assert_eq!((store.ledger(), ledger.revision()), (ledger.clone(), 5));
}

fn draft_of(ledger: &Ledger, change: impl FnOnce(&mut Draft) -> Result<()>) -> Result<()> {
    change(&mut ledger.draft())
}

#[test]
fn the_second_of_two_writers_is_told() {
    let (mut store, _) = new(Settings::new(LIST, REVOCATION));
    let (first, second) = (store.ledger(), store.ledger());
    let mut ours = first.draft();
    ours.allocate("urn:x:1", REVOCATION, None, fill(&mut Lots(1))).unwrap();
    let mut theirs = second.draft();
    // The same random bytes: it would be the same index.
    theirs.allocate("urn:x:2", REVOCATION, None, fill(&mut Lots(1))).unwrap();
    let saved = store.save(ours).unwrap();
    assert_eq!(code(store.save(theirs)), Code::StatusConflict);
    assert_eq!(store.ledger(), saved);
    assert_eq!(code(saved.credential_status("urn:x:2", REVOCATION)), Code::StatusUnknownCredential);
    // A list is begun once.
    assert_eq!(code(store.save(Ledger::create(Settings::new(LIST, REVOCATION)).unwrap())), Code::StatusConflict);
    // The same content is another text, because it counts how often it was saved.
    let again = store.save(saved.draft()).unwrap();
    assert_eq!((again.revision(), again.tag() == saved.tag()), (3, false));
    let error = again.draft().commit(|_| Err("disk full")).unwrap_err();
    assert_eq!(error.code(), Code::StatusNotSaved);
    assert!(error.to_string().contains("`disk full`"), "{error}");
    assert_eq!(Ledger::tag_of(store.0.as_deref().unwrap().as_bytes()), again.tag());
}

#[test]
fn an_index_is_used_again_after_the_window_only() {
    let (mut store, ledger) = new(Settings::new(LIST, REVOCATION).with_reuse_after(TimeDelta::days(30)));
    let mut draft = ledger.draft();
    let mut lots = Lots(9);
    for (credential, expires) in
        [("urn:x:1", Some("2026-06-01T00:00:00Z")), ("urn:x:2", Some("2027-06-01T00:00:00Z")), ("urn:x:3", None)]
    {
        draft.allocate(credential, REVOCATION, expires.map(at), fill(&mut lots)).unwrap();
    }
    draft.revoke("urn:x:1", None, at("2026-05-01T00:00:00Z")).unwrap();
    let ledger = store.save(draft).unwrap();
    let index = ledger.entry("urn:x:1", REVOCATION).unwrap().index();
    let mut draft = ledger.draft();
    assert_eq!(draft.release(at("2026-07-01T00:00:00Z")).unwrap(), []);
    let released = draft.release(at("2026-07-01T00:00:01Z")).unwrap();
    assert_eq!(
        released.iter().map(|e| (e.credential(), e.index(), e.value())).collect::<Vec<_>>(),
        [("urn:x:1", index, 1)]
    );
    let ledger = store.save(draft).unwrap();
    assert_eq!((ledger.free(), ledger.bits(&[]).unwrap().get(index, 1).unwrap()), (MINIMUM_LENGTH - 2, 0));
    assert!(ledger.entry("urn:x:1", REVOCATION).is_none());
    // Without a window, never.
    let (_, ledger) = new(Settings::new(LIST, REVOCATION));
    let mut draft = ledger.draft();
    draft.allocate("urn:x:1", REVOCATION, Some(at("2000-01-01T00:00:00Z")), fill(&mut lots)).unwrap();
    assert_eq!(draft.release(at("2100-01-01T00:00:00Z")).unwrap(), []);
}

#[test]
fn a_part_is_handed_over_and_comes_back() {
    let (mut store, ledger) = new(Settings::new(LIST, REVOCATION));
    let mut lots = Lots(4);
    let mut draft = ledger.draft();
    for n in 0..2_000 {
        draft.allocate(&id(n), REVOCATION, None, fill(&mut lots)).unwrap();
    }
    assert_eq!(draft.delegate("night-shift", 1_000).unwrap(), "night-shift");
    assert_eq!(code(draft.delegate("night-shift", 1)), Code::StatusPart);
    assert_eq!(code(draft.delegate("Night", 1)), Code::InputNotId);
    for count in [0, MINIMUM_LENGTH] {
        assert_eq!(code(draft.delegate("day", count)), Code::StatusPart);
    }
    let whole = store.save(draft).unwrap();
    assert_eq!(code(whole.start_part("day")), Code::StatusPart);
    let mut part_store = Store::default();
    let part = part_store.save(whole.start_part("night-shift").unwrap()).unwrap();
    // What had been given out of the range before stays so.
    let before = whole.entries().filter(|entry| entry.index() >= MINIMUM_LENGTH - 1_000).count();
    assert!(before > 0);
    assert_eq!(part.free(), 1_000 - before as u64);
    assert_eq!(whole.free(), MINIMUM_LENGTH - 1_000 - (2_000 - before as u64));
    let mut draft = part.draft();
    for n in 0..part.free() {
        draft.allocate(&format!("urn:night:{n}"), REVOCATION, None, fill(&mut lots)).unwrap();
    }
    assert_eq!(code(draft.allocate("urn:night:more", REVOCATION, None, fill(&mut lots))), Code::StatusListFull);
    draft.revoke("urn:night:7", None, at("2026-05-01T00:00:00Z")).unwrap();
    let part = part_store.save(draft).unwrap();
    let index = part.entry("urn:night:7", REVOCATION).unwrap().index();
    assert!(part.entries().all(|entry| !whole.entries.contains_key(&entry.index())));

    // The list is that of both, or none.
    assert_eq!(code(whole.bits(&[])), Code::StatusPart);
    assert_eq!(code(part.bits(&[])), Code::StatusPart);
    assert_eq!(code(whole.bits(&[&part, &part])), Code::StatusPart);
    assert_eq!(whole.bits(&[&part]).unwrap().get(index, 1).unwrap(), 1);
    let (_, other) = new(Settings::new("https://badges.example.edu/status/2", REVOCATION));
    let mut draft = other.draft();
    draft.delegate("night-shift", 1_000).unwrap();
    let other = draft.commit(|_| Ok::<bool, String>(true)).unwrap();
    assert_eq!(code(other.bits(&[&part])), Code::StatusPart);
    assert_eq!(code(other.draft().merge(&part)), Code::StatusPart);

    // Back again.
    let mut draft = whole.draft();
    assert_eq!(code(draft.merge(&part)), Code::StatusPart);
    assert_eq!(code(draft.close()), Code::StatusPart);
    let mut closing = part.draft();
    closing.close().unwrap();
    assert_eq!(code(closing.allocate("urn:x:1", REVOCATION, None, fill(&mut lots))), Code::StatusClosed);
    let closed = part_store.save(closing).unwrap();
    for mut draft in [closed.draft(), part_store.ledger().draft()] {
        assert_eq!(code(draft.revoke("urn:night:8", None, at("2026-05-01T00:00:00Z"))), Code::StatusClosed);
    }
    draft.merge(&closed).unwrap();
    assert_eq!(code(draft.merge(&closed)), Code::StatusPart);
    let whole = store.save(draft).unwrap();
    assert_eq!((whole.ranges.len(), whole.ranges[0].clone()), (1, 0..MINIMUM_LENGTH));
    assert_eq!(whole.bits(&[]).unwrap().get(index, 1).unwrap(), 1);
    assert_eq!(whole.free(), MINIMUM_LENGTH - 3_000 + before as u64);
    assert_eq!(store.ledger(), whole);
}

#[test]
fn parts_have_parts() {
    let (mut store, ledger) = new(Settings::new(LIST, REVOCATION));
    let mut draft = ledger.draft();
    draft.delegate("a", 5_000).unwrap();
    let whole = store.save(draft).unwrap();
    let mut stores = [Store::default(), Store::default()];
    let a = stores[0].save(whole.start_part("a").unwrap()).unwrap();
    let mut draft = a.draft();
    assert_eq!(draft.delegate("b", 2_000).unwrap(), "a/b");
    assert_eq!(code(draft.close()), Code::StatusPart);
    let a = stores[0].save(draft).unwrap();
    let mut b = a.start_part("a/b").unwrap();
    b.allocate("urn:x:1", REVOCATION, None, fill(&mut Lots(1))).unwrap();
    let b = stores[1].save(b).unwrap();
    // Of what was handed on, nobody else counts the indexes.
    assert_eq!((whole.free(), a.free(), b.free()), (MINIMUM_LENGTH - 5_000, 3_000, 1_999));
    assert!(whole.bits(&[&a, &b]).is_ok());
    assert_eq!(code(whole.bits(&[&a])), Code::StatusPart);
    assert_eq!(stores.map(|store| store.ledger()), [a, b]);
}

#[test]
fn one_credential_in_two_parts_is_found_when_they_meet() {
    let (mut store, ledger) = new(Settings::new(LIST, REVOCATION));
    let mut draft = ledger.draft();
    draft.allocate("urn:x:1", REVOCATION, None, fill(&mut Lots(1))).unwrap();
    draft.delegate("a", 5_000).unwrap();
    let whole = store.save(draft).unwrap();
    let mut part = whole.start_part("a").unwrap();
    part.allocate("urn:x:1", REVOCATION, None, fill(&mut Lots(1))).unwrap();
    part.close().unwrap();
    let part = Store::default().save(part).unwrap();
    assert_eq!(code(whole.draft().merge(&part)), Code::StatusAlreadyAllocated);
}

#[test]
fn the_saved_form() {
    let (mut store, ledger) = new(Settings::new(LIST, REVOCATION).with_reuse_after(TimeDelta::days(1)));
    let mut draft = ledger.draft();
    draft.allocate("urn:x:1", REVOCATION, Some(at("2027-01-01T00:00:00.9Z")), fill(&mut Lots(1))).unwrap();
    draft.revoke("urn:x:1", Some("a\nb"), at("2026-05-01T09:00:00Z")).unwrap();
    draft.delegate("a", 72).unwrap();
    let ledger = store.save(draft).unwrap();
    let index = ledger.entry("urn:x:1", REVOCATION).unwrap().index();
    let expected = format!(
        r#"{{
"version":1,
"revision":2,
"list":"https://badges.example.edu/status/1",
"purposes":["revocation"],
"length":131072,
"reuseAfter":86400,
"ranges":[[0,131000]],
"delegated":[{{"part":"a","range":[131000,131072]}}],
"entries":[
{{"index":{index},"credential":"urn:x:1","purpose":"revocation","expires":"2027-01-01T00:00:00Z","changes":[{{"at":"2026-05-01T09:00:00Z","to":1,"reason":"a\nb"}}]}}
]
}}
"#
    );
    assert_eq!(store.0.as_deref(), Some(expected.as_str()));
    let part = Store::default().save(ledger.start_part("a").unwrap()).unwrap();
    assert!(part.to_json().contains("\"part\":\"a\",\n\"ranges\":[[131000,131072]]"));
}

fn ledger_text(entries: &str, more: &str) -> String {
    format!(
        r#"{{"version": 1, "revision": 3, "list": "{LIST}", "purposes": ["revocation", "suspension"], "length": 131072,
        "ranges": [[0, 131000]], "delegated": [{{"part": "a", "range": [131000, 131072]}}], "entries": [{entries}]{more}}}"#
    )
}

#[test]
fn a_ledger_that_cannot_be_is_refused_with_all_its_faults() {
    let entry = |index: u64, credential: u64, purpose: &str, changes: &str| {
        format!(
            r#"{{"index": {index}, "credential": "urn:x:{credential}", "purpose": "{purpose}", "changes": [{changes}]}}"#
        )
    };
    let change = |to: u8| format!(r#"{{"at": "2026-05-01T00:00:00Z", "to": {to}}}"#);
    let read = |text: String| Ledger::read(text.as_bytes());
    assert!(read(ledger_text(&entry(131_001, 1, "revocation", &change(1)), "")).is_ok());
    let contradictory = |pointer: &str| (Code::StatusContradictory, pointer.to_owned());
    let twice = [entry(5, 1, "revocation", ""), entry(5, 2, "revocation", ""), entry(6, 1, "revocation", "")].join(",");
    assert_eq!(codes(read(ledger_text(&twice, ""))), [contradictory("/entries/1/index"), contradictory("/entries/2")]);
    let changes = [
        entry(1, 1, "revocation", &change(0)),
        entry(2, 2, "revocation", &format!("{},{}", change(1), change(1))),
        entry(3, 3, "suspension", &format!("{},{}", change(1), change(1))),
        entry(4, 4, "message", ""),
        entry(131_072, 5, "revocation", r#"{"at": "2026-05-01T00:00:00.5Z", "to": 1, "why": ""}"#),
    ];
    assert_eq!(
        codes(read(ledger_text(&changes.join(","), ""))),
        [
            contradictory("/entries/0/changes/0"),
            contradictory("/entries/1/changes/1"),
            contradictory("/entries/2/changes/1"),
            contradictory("/entries/3/purpose"),
            (Code::InputNotCount, "/entries/4/index".into()),
            (Code::InputUnknownMember, "/entries/4/changes/0/why".into()),
            (Code::InputNotTime, "/entries/4/changes/0/at".into()),
        ]
    );
    assert_eq!(codes(read(ledger_text("", r#", "closed": true"#))), [contradictory("")]);
    assert_eq!(codes(read(ledger_text("", r#", "taken": [5, 5]"#))), [contradictory("/taken/1")]);
    assert_eq!(
        codes(read(ledger_text(&entry(5, 1, "revocation", ""), r#", "taken": [5]"#))),
        [contradictory("/entries/0/index")]
    );
    assert_eq!(
        codes(read(ledger_text("", r#", "part": 1, "closed": 1"#))),
        [(Code::InputWrongType, "/part".into()), (Code::InputWrongType, "/closed".into())]
    );
    let text = ledger_text("", "");
    for (from, to, pointer) in [
        ("\"version\": 1", "\"version\": 2", "/version"),
        ("[0, 131000]", "[0, 131001]", "/delegated/0/range"),
        ("[0, 131000]", "[5, 5]", "/ranges/0"),
        ("[[0, 131000]]", "[[0, 10], [10, 20]]", "/ranges/1"),
        ("[[0, 131000]]", "[[0]]", "/ranges/0"),
        ("\"revocation\", \"suspension\"", "\"revocation\", \"revocation\"", ""),
        (LIST, "https://badges.example.edu/#1", ""),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        let found = codes(read(changed));
        assert!(found.iter().all(|(code, _)| *code == Code::StatusContradictory), "{to}: {found:?}");
        assert!(found.iter().any(|(_, at)| at == pointer || pointer.starts_with(at.as_str())), "{to}: {found:?}");
    }
    assert_eq!(codes(Ledger::read(b"{}")).len(), 7);
    assert_eq!(code(Ledger::read(b"[]")), Code::InputWrongType);
}

#[test]
fn messages_go_into_the_credential() {
    let settings = Settings::new(LIST, MESSAGE).with_messages(["pending", "accepted", "rejected", "undefined"]);
    let (mut store, ledger) = new(settings);
    let mut draft = ledger.draft();
    draft.allocate("urn:x:1", MESSAGE, None, fill(&mut Lots(1))).unwrap();
    draft.set_message("urn:x:1", 2, None, at("2026-05-01T00:00:00Z")).unwrap();
    assert_eq!(code(draft.set_message("urn:x:1", 4, None, at("2026-05-01T00:00:00Z"))), Code::StatusValueOutOfRange);
    assert_eq!(code(draft.set_message("urn:x:2", 1, None, at("2026-05-01T00:00:00Z"))), Code::StatusUnknownCredential);
    let ledger = store.save(draft).unwrap();
    let index = ledger.entry("urn:x:1", MESSAGE).unwrap().index();
    assert_eq!((ledger.size(), ledger.bits(&[]).unwrap().get(index, 2).unwrap()), (2, 2));
    let status: serde_json::Value =
        serde_json::from_str(&ledger.credential_status("urn:x:1", MESSAGE).unwrap().to_json()).unwrap();
    assert_eq!(
        status,
        serde_json::json!({
            "id": format!("{LIST}#{index}"), "type": "BitstringStatusListEntry", "statusPurpose": "message",
            "statusListIndex": index.to_string(), "statusListCredential": LIST, "statusSize": 2,
            "statusMessage": [
                {"status": "0x0", "message": "pending"}, {"status": "0x1", "message": "accepted"},
                {"status": "0x2", "message": "rejected"}, {"status": "0x3", "message": "undefined"}
            ]
        })
    );
    assert_eq!(store.ledger(), ledger);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(22), ..ProptestConfig::default() })]

    /// Two writers of one list, and one that is always late, in any order: no index twice, nothing lost, nothing forgotten.
    #[test]
    fn no_index_is_given_out_twice(seed in any::<u64>(), steps in prop::collection::vec((0_usize..3, 1_u64..30), 1..25)) {
        let mut lots = Lots(seed);
        let (mut store, ledger) = new(Settings::new(LIST, REVOCATION));
        let mut draft = ledger.draft();
        // So few that many draws meet.
        draft.delegate("rest", MINIMUM_LENGTH - 600).unwrap();
        draft.delegate("b", 300).unwrap();
        let whole = store.save(draft).unwrap();
        let mut part = Store::default();
        part.save(whole.start_part("b").unwrap()).unwrap();
        let mut stores = [store, part];
        let (mut issued, mut indexes, mut next) = (0, BTreeSet::new(), 0);
        for (writer, count) in steps {
            let late = writer == 2;
            let store = &mut stores[writer % 2];
            let mut draft = store.ledger().draft();
            let mut ids = Vec::new();
            for _ in 0..count {
                next += 1;
                match draft.allocate(&id(next), REVOCATION, None, fill(&mut lots)) {
                    Ok(()) => ids.push(id(next)),
                    Err(error) => prop_assert_eq!(error.code(), Code::StatusListFull),
                }
            }
            if late {
                let other = store.ledger().draft();
                store.save(other).unwrap();
                prop_assert_eq!(code(store.save(draft)), Code::StatusConflict);
                continue;
            }
            let saved = store.save(draft).unwrap();
            for id in ids {
                let status = saved.credential_status(&id, REVOCATION).unwrap();
                prop_assert!(indexes.insert(status.status_list_index.unwrap().value().unwrap()), "twice");
                issued += 1;
            }
        }
        prop_assert_eq!(indexes.len(), issued);
        let mut closing = stores[1].ledger().draft();
        closing.close().unwrap();
        let closed = stores[1].save(closing).unwrap();
        let mut merged = stores[0].ledger().draft();
        merged.merge(&closed).unwrap();
        let whole = stores[0].save(merged).unwrap();
        prop_assert_eq!(whole.entries().map(Entry::index).collect::<BTreeSet<_>>(), indexes);
        prop_assert_eq!(&stores[0].ledger(), &whole);
        prop_assert_eq!(Document::parse(whole.to_json().as_bytes()).is_ok(), true);
    }
}

#[test]
fn an_index_can_be_kept_for_longer_never_shorter() {
    let (mut store, mut lots) = (Store::default(), Lots(3));
    let settings = Settings::new(LIST, REVOCATION).with_reuse_after(chrono::TimeDelta::days(30));
    let mut draft = Ledger::create(settings).unwrap();
    let [june, july, august] = ["2026-06-01T00:00:00.9Z", "2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z"].map(at);
    draft.allocate("urn:x:1", REVOCATION, Some(july), fill(&mut lots)).unwrap();
    draft.allocate("urn:x:2", REVOCATION, None, fill(&mut lots)).unwrap();
    let expires = |draft: &Draft, id: &str| draft.entry(id, REVOCATION).unwrap().expires();
    for (asked, then) in [
        (Some(june), Some(july)),
        (Some(august), Some(august)),
        (Some(july), Some(august)),
        (None, None),
        (Some(june), None),
    ] {
        draft.extend("urn:x:1", REVOCATION, asked).unwrap();
        assert_eq!(expires(&draft, "urn:x:1"), then);
    }
    draft.extend("urn:x:2", REVOCATION, Some(june)).unwrap();
    assert_eq!(expires(&draft, "urn:x:2"), None);
    assert_eq!(code(draft.extend("urn:x:3", REVOCATION, None)), Code::StatusUnknownCredential);
    assert_eq!(code(draft.extend("urn:x:1", SUSPENSION, None)), Code::StatusUnknownCredential);
    let ledger = store.save(draft).unwrap();
    assert_eq!(store.ledger(), ledger);
    assert_eq!(ledger.draft().release(at("2036-01-01T00:00:00Z")).unwrap(), []);
    let mut draft = ledger.draft();
    draft.delegate("a", 10).unwrap();
    let mut part = store.save(draft).unwrap().start_part("a").unwrap();
    part.allocate("urn:x:4", REVOCATION, Some(july), fill(&mut lots)).unwrap();
    part.close().unwrap();
    assert_eq!(code(part.extend("urn:x:4", REVOCATION, None)), Code::StatusClosed);
}
