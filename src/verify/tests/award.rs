//! The award recomputed.

use serde_json::{Value, json};

use super::*;

const DESCRIPTIONS: &str = "/credentialSubject/achievement/resultDescription";

/// How the award ends for the golden badge with a change, and at which places of the badge something was found.
fn award(change: impl Fn(&mut Value)) -> (CheckOutcome, Vec<(Code, String)>) {
    let report = report(&resigned(change, None));
    let check = report.check(Step::Award).unwrap();
    let found = check.findings().iter().map(|finding| (finding.code(), finding.pointer().to_owned()));
    (check.outcome(), found.collect())
}

fn first<'v>(badge: &'v mut Value, pointer: &str) -> &'v mut Value {
    badge.pointer_mut(pointer).unwrap()
}

/// The first description's levels lose what ranks them, or get other ranks.
fn ranked(badge: &mut Value, ranks: [Option<(&str, &str)>; 4]) {
    let levels = first(badge, &format!("{DESCRIPTIONS}/0/rubricCriterionLevel")).as_array_mut().unwrap();
    for (level, rank) in levels.iter_mut().zip(ranks) {
        level.as_object_mut().unwrap().remove("points");
        if let Some((name, value)) = rank {
            level[name] = value.into();
        }
    }
}

fn achieved(badge: &mut Value, level: usize) {
    let id = badge.pointer(&format!("{DESCRIPTIONS}/0/rubricCriterionLevel/{level}/id")).unwrap().clone();
    *first(badge, "/credentialSubject/result/0/achievedLevel") = id;
}

#[test]
fn levels_by_their_points() {
    let result = || "/credentialSubject/result/0".to_owned();
    assert_eq!(award(|_| {}), (CheckOutcome::Passed, vec![]));
    assert_eq!(award(|badge| achieved(badge, 3)), (CheckOutcome::Passed, vec![]));
    for low in [0, 1] {
        let expected = (CheckOutcome::Failed, vec![(Code::AwardNotMet, result())]);
        assert_eq!(award(|badge| achieved(badge, low)), expected);
        // In whatever order the levels stand.
        let reversed = |badge: &mut Value| {
            achieved(badge, low);
            first(badge, &format!("{DESCRIPTIONS}/0/rubricCriterionLevel")).as_array_mut().unwrap().reverse();
        };
        assert_eq!(award(reversed), expected);
    }
    // Points are numbers, not texts.
    let points = |name: &'static str, values: [&'static str; 4]| {
        move |badge: &mut Value| {
            achieved(badge, 3);
            ranked(badge, values.map(|value| Some((name, value))));
        }
    };
    assert_eq!(award(points("points", ["1", "2", "9", "10"])).0, CheckOutcome::Passed);
    assert_eq!(award(points("points", ["1", "2", "10", "9.99"])).0, CheckOutcome::Failed);
    assert_eq!(award(points("level", ["1", "2", "3", "4"])).0, CheckOutcome::Passed);
    assert_eq!(award(points("level", ["4", "3", "2", "1"])).0, CheckOutcome::Failed);
    let unclear = (CheckOutcome::Unknown, vec![(Code::AwardNotComparable, result())]);
    assert_eq!(award(points("level", ["low", "mid", "high", "top"])), unclear);
    assert_eq!(award(points("points", ["1", "2", "3", "4e0"])), unclear);
    let unranked = |level: usize| {
        move |badge: &mut Value| {
            achieved(badge, level);
            ranked(badge, [None; 4]);
        }
    };
    assert_eq!(award(unranked(3)), unclear);
    assert_eq!(award(unranked(0)), unclear);
    // The level that is required needs no rank.
    assert_eq!(award(unranked(2)), (CheckOutcome::Passed, vec![]));
}

#[test]
fn results_that_are_missing_or_several() {
    let without = |badge: &mut Value| {
        first(badge, "/credentialSubject/result").as_array_mut().unwrap().remove(0);
    };
    assert_eq!(award(without), (CheckOutcome::Unknown, vec![(Code::AwardNotShown, format!("{DESCRIPTIONS}/0"))]));
    let none = |badge: &mut Value| {
        badge["credentialSubject"].as_object_mut().unwrap().remove("result");
    };
    assert_eq!(award(none), (CheckOutcome::NotApplicable, vec![]));
    let nothing_required = |badge: &mut Value| {
        for description in first(badge, DESCRIPTIONS).as_array_mut().unwrap() {
            description.as_object_mut().unwrap().remove("requiredLevel");
        }
    };
    assert_eq!(award(nothing_required), (CheckOutcome::NotApplicable, vec![]));
    // Failed first, passed then.
    let twice = |badge: &mut Value| {
        let mut failed = badge["credentialSubject"]["result"][0].clone();
        failed["status"] = "Failed".into();
        first(badge, "/credentialSubject/result").as_array_mut().unwrap().insert(0, failed);
    };
    assert_eq!(award(twice), (CheckOutcome::Passed, vec![]));
    for status in ["Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"] {
        let with = |badge: &mut Value| badge["credentialSubject"]["result"][0]["status"] = status.into();
        let expected = (CheckOutcome::Failed, vec![(Code::AwardNotMet, "/credentialSubject/result/0".to_owned())]);
        assert_eq!(award(with), expected, "{status}");
    }
    let no_level = |badge: &mut Value| {
        badge["credentialSubject"]["result"][0].as_object_mut().unwrap().remove("achievedLevel");
    };
    let unclear = (CheckOutcome::Unknown, vec![(Code::AwardNotComparable, "/credentialSubject/result/0".to_owned())]);
    assert_eq!(award(no_level), unclear);
}

#[test]
fn values() {
    let with = |kind: &str, allowed: Value, required: &str, value: &str| {
        award(|badge| {
            let description = first(badge, &format!("{DESCRIPTIONS}/0"));
            let members = description.as_object_mut().unwrap();
            for name in ["requiredLevel", "rubricCriterionLevel", "valueMin", "valueMax"] {
                members.remove(name);
            }
            description["resultType"] = kind.into();
            description["requiredValue"] = required.into();
            if allowed != json!([]) {
                description["allowedValue"] = allowed.clone();
            }
            let result = first(badge, "/credentialSubject/result/0");
            result.as_object_mut().unwrap().remove("achievedLevel");
            result["value"] = value.into();
        })
        .0
    };
    let grades = || json!(["F", "D", "C", "B", "A"]);
    for (allowed, required, value, expected) in [
        (json!([]), "70", "70.0", CheckOutcome::Passed),
        (json!([]), "70", "100", CheckOutcome::Passed),
        (json!([]), "70", "69.999", CheckOutcome::Failed),
        (json!([]), "pass", "pass", CheckOutcome::Passed),
        (json!([]), "pass", "distinction", CheckOutcome::Unknown),
        (json!([]), "70", "٩٠", CheckOutcome::Unknown),
        (grades(), "C", "B", CheckOutcome::Passed),
        (grades(), "C", "D", CheckOutcome::Failed),
    ] {
        assert_eq!(with("Result", allowed, required, value), expected, "{value} where {required} is required");
    }
}

#[test]
fn an_id_that_stands_for_two_things_decides_nothing() {
    let place = || format!("{DESCRIPTIONS}/0");
    // A second description of the first one's id, which is easily met.
    let flattering = |badge: &mut Value| {
        achieved(badge, 0);
        let mut second = badge.pointer(&place()).unwrap().clone();
        second["requiredLevel"] = second["rubricCriterionLevel"][0]["id"].clone();
        first(badge, DESCRIPTIONS).as_array_mut().unwrap().push(second);
    };
    let (outcome, found) = award(flattering);
    assert_eq!((outcome, found[0].0), (CheckOutcome::Unknown, Code::AwardNotComparable));
    // What is required moved out of the description: the statements are the same, and the signature holds.
    let text = resigned(|badge| achieved(badge, 0), None);
    let mut moved: Value = serde_json::from_str(&text).unwrap();
    let description = moved.pointer_mut(&place()).unwrap();
    let (id, class) = (description["id"].clone(), description["type"].clone());
    let required = description.as_object_mut().unwrap().remove("requiredLevel").unwrap();
    let second = json!({"id": id, "type": class, "requiredLevel": required});
    moved.pointer_mut(DESCRIPTIONS).unwrap().as_array_mut().unwrap().push(second);
    let report = report(&moved.to_string());
    assert_ne!(ended(&report, Step::Award), CheckOutcome::Passed);
    assert_ne!(ended(&report, Step::Award), CheckOutcome::NotApplicable);
    assert!(!report.verdict().is_verified());
}

#[test]
fn what_it_means_is_for_the_policy() {
    let text = resigned(
        |badge| {
            first(badge, "/credentialSubject/result").as_array_mut().unwrap().remove(0);
        },
        None,
    );
    assert_eq!(report(&text).verdict(), Verdict::Undecided);
    let report = Verifier::new(Policy::archive()).verify(text.as_bytes(), &Resources::new(), now());
    assert_eq!(report.verdict(), Verdict::VerifiedWithWarnings);
    assert_eq!(ended(&report, Step::Award), CheckOutcome::Unknown);
    assert!(report.check(Step::Award).unwrap().is_tolerated());
    // What is not met is never tolerated.
    let failed = resigned(|badge| achieved(badge, 0), None);
    let report = Verifier::new(Policy::archive()).verify(failed.as_bytes(), &Resources::new(), now());
    assert_eq!(report.verdict(), Verdict::NotVerified);
}
