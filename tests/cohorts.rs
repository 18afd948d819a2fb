//! Cohorts as an outside user has them: several writers of one status list, and hostile badges among good ones.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

mod common;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use common::Lots;
use openbadges::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Score};
use openbadges::batch::{Issuing, Made, Verifying};
use openbadges::finding::Code;
use openbadges::framework::Skill;
use openbadges::issue::{Format, Issuer};
use openbadges::key::{Secret, Seed, SigningKey};
use openbadges::model::Profile;
use openbadges::proof::{Engine, ProofOptions, secure};
use openbadges::status::{Bitstring, Draft, Ledger, MINIMUM_LENGTH, Publication, Settings};
use openbadges::verify::{CheckOutcome, Policy, Report, Resources, Step, Verifier};
use openbadges::{Document, Error, Framework, Limits, did};
use serde_json::{Value, json};

const LIST: &str = "https://badges.example.edu/status/1";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_seed(&Seed::from_bytes([7; 32]))
}

fn issuer() -> Issuer {
    let profile = Profile::new(did::of_key(&key().verifying_key())).with_name("Example College");
    Issuer::new(profile, key(), Secret::from_seed(&Seed::from_bytes([7; 32]))).unwrap()
}

fn skill() -> Skill {
    Framework::twenty_first_century_skills().skill("resilience").unwrap()
}

fn issuing<'a>(issuer: &'a Issuer, skill: &Skill) -> Issuing<'a> {
    Issuing::new(issuer, [skill], at("2026-05-01T00:00:00Z")).unwrap()
}

/// So many learners who have earned it.
fn class(name: &str, skill: &Skill, count: usize) -> Vec<Record> {
    let assessed = |id: &str| {
        let at = "2026-04-17T15:30:00Z".parse().unwrap();
        Assessment::new(id, Score::Level("proficient".into()), at, Assessor::new(AssessorKind::Facilitator))
    };
    let assessments: Vec<_> = skill.sub_competencies().map(|sub| assessed(sub.id())).collect();
    let learner =
        |n| Learner::new(format!("{name}-{n}")).with_identifier("emailAddress", format!("{name}{n}@example.edu"));
    (0..count).map(|n| Record::new(learner(n), assessments.clone())).collect()
}

fn random(seed: u64) -> impl FnMut(&mut [u8]) -> Result<(), String> {
    let mut lots = Lots(seed);
    move |bytes| {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&lots.next().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// A file that is replaced only if it is what was expected.
#[derive(Default)]
struct Store(Option<String>);

impl Store {
    fn save(&mut self, draft: Draft) -> Result<Ledger, Error> {
        draft.commit(|swap| {
            let fits = swap.replaces(self.0.as_deref());
            if fits {
                self.0 = Some(swap.text().to_owned());
            }
            Ok::<bool, String>(fits)
        })
    }

    fn read(&self) -> Ledger {
        Ledger::read(self.0.as_deref().unwrap().as_bytes()).unwrap()
    }
}

fn texts(run: impl Iterator<Item = openbadges::batch::Answer>) -> Vec<String> {
    let text = |answer: openbadges::batch::Answer| match answer.into_made() {
        Made::Issued(signed) => signed.to_text().to_owned(),
        made => panic!("{made:?}"),
    };
    run.map(text).collect()
}

fn indexes(badges: &[String]) -> BTreeSet<u64> {
    let index = |badge: &String| {
        let badge: Value = serde_json::from_str(badge).unwrap();
        badge["credentialStatus"]["statusListIndex"].as_str().unwrap().parse().unwrap()
    };
    badges.iter().map(index).collect()
}

/// The verdicts of badges against what is published.
fn verdicts(badges: &[String], published: &str) -> Vec<(&'static str, usize)> {
    let (verifier, resources) = (Verifier::default(), Resources::new().with_bytes(LIST, published.as_bytes()));
    let verifying = Verifying::new(&verifier, &resources, at("2026-07-01T00:00:00Z"));
    let (mut verified, mut revoked, mut other) = (0, 0, 0);
    for (_, report) in verifying.run(badges) {
        let says = |code| report.findings().any(|finding| finding.code() == code);
        match report.verdict().is_verified() {
            true => verified += 1,
            false if says(Code::StatusRevoked) => revoked += 1,
            false => other += 1,
        }
    }
    vec![("verified", verified), ("revoked", revoked), ("other", other)]
}

fn published(ledger: &Ledger, parts: &[&Ledger]) -> String {
    let id = did::of_key(&key().verifying_key());
    let list = Publication::of(ledger, parts, id.as_str(), at("2026-06-01T00:00:00Z")).unwrap();
    let options = ProofOptions::new(did::verification_method_of_key(&key().verifying_key()));
    list.secure(&Engine::new(), &key(), &options).unwrap().to_text().to_owned()
}

#[test]
fn of_two_writers_one_is_late_and_goes_on() {
    let (issuer, skill) = (issuer(), skill());
    let (day, evening) = (class("day", &skill, 70), class("evening", &skill, 50));
    let mut store = Store::default();
    store.save(Ledger::create(Settings::new(LIST, "revocation")).unwrap()).unwrap();

    // Both read the same, and both give out indexes: with the same randomness, the same ones.
    let run = issuing(&issuer, &skill);
    let mut drafts = [store.read().draft(), store.read().draft()];
    assert_eq!(run.allocate(day.clone(), &mut drafts[0], "revocation", random(1)).unwrap(), 70);
    assert_eq!(run.allocate(evening.clone(), &mut drafts[1], "revocation", random(1)).unwrap(), 50);
    let [first, second] = drafts;
    let mine = store.save(first).unwrap();
    let late = store.save(second).unwrap_err();
    assert_eq!(late.code(), Code::StatusConflict);
    let message = "was changed by somebody else; read it again, and make the changes anew";
    assert_eq!(late.to_string(), format!("the ledger of the list `{LIST}` {message}"));
    let day_badges = texts(issuing(&issuer, &skill).with_status(&mine, "revocation").run(day.clone()));

    // The late one reads again. Cut off between saving and issuing, he asks for the same and nothing is new.
    let mut draft = store.read().draft();
    assert_eq!(run.allocate(evening.clone(), &mut draft, "revocation", random(1)).unwrap(), 50);
    store.save(draft).unwrap();
    let mut draft = store.read().draft();
    assert_eq!(run.allocate(evening.clone(), &mut draft, "revocation", random(9)).unwrap(), 0);
    let theirs = store.read();
    let evening_badges = texts(issuing(&issuer, &skill).with_status(&theirs, "revocation").run(evening));

    assert_eq!((store.read().revision(), store.read().entries().len()), (3, 120));
    let all = [day_badges, evening_badges].concat();
    assert_eq!(indexes(&all).len(), 120);
    assert_eq!(verdicts(&all, &published(&store.read(), &[])), [("verified", 120), ("revoked", 0), ("other", 0)]);
    // Who has only the older ledger signs nothing for those whom it does not know.
    let stale = issuing(&issuer, &skill).with_status(&mine, "revocation");
    let made = stale.run(class("evening", &skill, 1)).next().unwrap().into_made();
    assert!(matches!(made, Made::Failed(error) if error.code() == Code::StatusUnknownCredential));

    // One revocation is one badge's.
    let mut draft = store.read().draft();
    let id = issuer.credential_id(&skill, "evening-49", "");
    draft.revoke(&id, None, at("2026-05-20T00:00:00Z")).unwrap();
    store.save(draft).unwrap();
    assert_eq!(verdicts(&all, &published(&store.read(), &[])), [("verified", 119), ("revoked", 1), ("other", 0)]);
}

#[test]
fn of_two_writers_with_parts_neither_waits() {
    let (issuer, skill) = (issuer(), skill());
    let run = issuing(&issuer, &skill);
    let (mut whole, mut stores) = (Store::default(), [Store::default(), Store::default()]);
    let mut draft = Ledger::create(Settings::new(LIST, "revocation")).unwrap();
    let names = ["day", "evening"].map(|name| draft.delegate(name, 1_000).unwrap());
    let ledger = whole.save(draft).unwrap();
    let mut badges = Vec::new();
    // Both have begun before either has saved.
    let drafts = names.each_ref().map(|name| ledger.start_part(name).unwrap());
    for (i, (mut draft, count)) in drafts.into_iter().zip([70, 50]).enumerate() {
        let learners = class(&names[i], &skill, count);
        let allocated = run.allocate(learners.clone(), &mut draft, "revocation", random(1)).unwrap();
        assert_eq!(allocated, u64::try_from(count).unwrap());
        let part = stores[i].save(draft).unwrap();
        badges.extend(texts(issuing(&issuer, &skill).with_status(&part, "revocation").run(learners)));
    }
    // A part that is begun a second time finds that it is there already.
    assert_eq!(stores[0].save(ledger.start_part("day").unwrap()).unwrap_err().code(), Code::StatusConflict);

    let given = indexes(&badges);
    assert_eq!(given.len(), 120);
    let range = |n: usize| ledger.delegated()[n].range();
    assert_eq!((given.range(range(0)).count(), given.range(range(1)).count()), (70, 50));
    let parts = [stores[0].read(), stores[1].read()];
    let list = published(&whole.read(), &[&parts[0], &parts[1]]);
    assert_eq!(verdicts(&badges, &list), [("verified", 120), ("revoked", 0), ("other", 0)]);
    // A list without one of the parts is none.
    assert_eq!(ledger.bits(&[&parts[0]]).unwrap_err().code(), Code::StatusPart);

    // At the end of term they come back, and stay what they were.
    for store in &mut stores {
        let mut draft = store.read().draft();
        draft.close().unwrap();
        store.save(draft).unwrap();
        let mut draft = whole.read().draft();
        draft.merge(&store.read()).unwrap();
        whole.save(draft).unwrap();
    }
    assert_eq!((whole.read().entries().len(), whole.read().delegated().len()), (120, 0));
    let id = issuer.credential_id(&skill, "day-0", "");
    let mut draft = whole.read().draft();
    draft.revoke(&id, None, at("2026-05-20T00:00:00Z")).unwrap();
    whole.save(draft).unwrap();
    assert_eq!(verdicts(&badges, &published(&whole.read(), &[])), [("verified", 119), ("revoked", 1), ("other", 0)]);
}

fn signed(value: &Value, key: &SigningKey) -> String {
    let document = Document::parse(value.to_string().as_bytes()).unwrap();
    let options = ProofOptions::new(did::verification_method_of_key(&key.verifying_key()));
    secure(&document, key, &options).unwrap().as_str().to_owned()
}

fn entry(url: &str, index: u64, purpose: &str) -> Value {
    json!({
        "id": format!("{url}#{purpose}{index}"), "type": "BitstringStatusListEntry", "statusPurpose": purpose,
        "statusListIndex": index.to_string(), "statusListCredential": url
    })
}

/// A list of nobody revoked, but for the index 3.
fn list(url: &str, key: &SigningKey, change: impl FnOnce(&mut Value)) -> String {
    let mut bits = Bitstring::new(MINIMUM_LENGTH, 1).unwrap();
    bits.set(3, 1, 1).unwrap();
    let mut value = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"], "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": did::of_key(&key.verifying_key()).to_string()}, "validFrom": "2026-05-01T09:00:00Z",
        "credentialSubject": {
            "id": format!("{url}#list"), "type": "BitstringStatusList", "statusPurpose": "revocation",
            "encodedList": bits.encode()
        }
    });
    change(&mut value);
    signed(&value, key)
}

/// A badge with this status by the holder of a key.
fn badge(key: &SigningKey, status: Value) -> String {
    let mut value: Value = serde_json::from_str(include_str!("../fixtures/golden/critical-thinking.json")).unwrap();
    value.as_object_mut().unwrap().remove("proof");
    value["issuer"]["id"] = did::of_key(&key.verifying_key()).to_string().into();
    value["credentialStatus"] = status;
    signed(&value, key)
}

fn same(ours: &Report, theirs: &Report) {
    assert_eq!(serde_json::to_string(ours).unwrap(), serde_json::to_string(theirs).unwrap());
}

/// In every order each badge has the report that it has alone.
fn each_as_alone(verifier: &Verifier, resources: &Resources, badges: &[String]) {
    let now = at("2026-07-01T00:00:00Z");
    for first in 0..badges.len() {
        let order: Vec<&String> = badges.iter().cycle().skip(first).take(badges.len()).collect();
        let reversed: Vec<&String> = order.iter().rev().copied().collect();
        for order in [order, reversed] {
            let verifying = Verifying::new(verifier, resources, now);
            for (badge, report) in verifying.run(order) {
                same(&report, &verifier.verify(badge.as_bytes(), resources, now));
            }
        }
    }
}

#[test]
fn a_badge_that_asks_for_too_much_spoils_no_list_for_others() {
    let (college, hostile) = (key(), SigningKey::from_seed(&Seed::from_bytes([8; 32])));
    // The college's list has a status itself, in a list that takes room.
    let (own, above) = (LIST.to_owned(), "https://badges.example.edu/status/above".to_owned());
    let upper = list(&above, &college, |_| {});
    let lower = list(&own, &college, |value| value["credentialStatus"] = entry(&above, 1, "revocation"));
    let urls: Vec<String> = (0..4).map(|n| format!("https://hostile.example/{n}")).collect();
    // Four lists of 16 KiB leave less than a fifth takes, but more than nothing.
    let verifier = Verifier::new(Policy::strict()).with_limits(Limits::default().with_status_list_bytes(20_000));
    let greedy = urls.iter().enumerate().map(|(n, url)| entry(url, n as u64 + 10, "revocation"));
    let greedy: Vec<Value> = greedy.chain([entry(&own, 5, "revocation")]).collect();
    let badges = [badge(&hostile, greedy.into()), badge(&college, entry(&own, 5, "revocation"))];

    let now = at("2026-07-01T00:00:00Z");
    // Made anew each time: a copy has the decoded lists in common with what it was copied from.
    let fresh = || {
        let all = [(own.clone(), lower.clone()), (above.clone(), upper.clone())];
        let all = all.into_iter().chain(urls.iter().map(|url| (url.clone(), list(url, &hostile, |_| {}))));
        all.fold(Resources::new(), |all, (url, text)| all.with_bytes(url, text.into_bytes()))
    };
    let alone = verifier.verify(badges[1].as_bytes(), &fresh(), now);
    assert_eq!(alone.check(Step::Status).unwrap().outcome(), CheckOutcome::Passed, "{alone}");
    let resources = fresh();
    let verifying = Verifying::new(&verifier, &resources, now);
    let reports: Vec<Report> = verifying.run(&badges).map(|(_, report)| report).collect();
    assert_eq!(reports[0].check(Step::Status).unwrap().outcome(), CheckOutcome::Unknown);
    same(&reports[1], &alone);
    each_as_alone(&verifier, &resources, &badges);
}

#[test]
fn one_list_many_badges_each_with_its_own_verdict() {
    let (college, hostile) = (key(), SigningKey::from_seed(&Seed::from_bytes([8; 32])));
    let good = badge(&college, entry(LIST, 5, "revocation"));
    let altered = good.replacen("Critical Thinking", "Critical Drinking", 1);
    assert_ne!(good, altered);
    let token = {
        let (issuer, skill) = (issuer(), skill());
        let mut store = Store::default();
        let mut draft = Ledger::create(Settings::new(LIST, "revocation")).unwrap();
        let run = issuing(&issuer, &skill).with_terms(|award| award.with_format(Format::Jwt));
        let record = &class("jwt", &skill, 1)[0];
        let named = Record::new(Learner::new("jwt-0").with_uri("did:example:jwt"), record.assessments().to_vec());
        run.allocate([named.clone()], &mut draft, "revocation", random(1)).unwrap();
        let ledger = store.save(draft).unwrap();
        texts(run.with_status(&ledger, "revocation").run([named])).remove(0)
    };
    let badges = [
        good.clone(),
        badge(&hostile, entry(LIST, 5, "revocation")),
        badge(&college, entry(LIST, 5, "suspension")),
        good,
        altered,
        badge(&college, entry(LIST, 3, "revocation")),
        badge(&college, entry(LIST, MINIMUM_LENGTH, "revocation")),
        badge(&college, json!([entry(LIST, 6, "revocation"), entry(LIST, 3, "revocation")])),
        token,
        "{".into(),
    ];
    let list = list(LIST, &college, |_| {});
    let resources = Resources::new().with_bytes(LIST, list.as_bytes());
    let verifier = Verifier::default();
    let now = at("2026-07-01T00:00:00Z");
    let verifying = Verifying::new(&verifier, &resources, now);
    let seen: Vec<(String, Option<CheckOutcome>)> = verifying
        .run(&badges)
        .map(|(_, report)| (report.verdict().to_string(), report.check(Step::Status).map(|check| check.outcome())))
        .collect();
    use CheckOutcome::{Failed, Passed, Unknown};
    let expected = [
        ("verified", Passed),
        ("undecided", Unknown),
        ("undecided", Unknown),
        ("verified", Passed),
        ("not verified", Passed),
        ("not verified", Failed),
        ("undecided", Unknown),
        ("not verified", Failed),
        ("verified", Passed),
    ];
    assert_eq!(seen[..9], expected.map(|(verdict, status)| (verdict.to_owned(), Some(status))));
    assert_eq!(seen[9].0, "not verified");
    each_as_alone(&verifier, &resources, &badges);
    // Before the list begins, it says nothing to anybody.
    let early = Verifying::new(&verifier, &resources, at("2026-05-01T08:00:00Z"));
    for (badge, report) in early.run(&badges) {
        assert!(!report.verdict().is_verified());
        same(&report, &verifier.verify(badge.as_bytes(), &resources, at("2026-05-01T08:00:00Z")));
    }
}
