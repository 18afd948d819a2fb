//! Attacks on the award: results that do not meet what is required are made to look as if they did.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

#[path = "common/attack.rs"]
mod attack;

use attack::*;
use openbadges::finding::Code;
use openbadges::verify::{CheckOutcome, Resources, Step, Verdict};
use serde_json::{Value, json};

const DESCRIPTIONS: &str = "/credentialSubject/achievement/resultDescription";
const FIRST: &str = "/credentialSubject/achievement/resultDescription/0";
const LEVELS: &str = "/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel";
const RESULT: &str = "/credentialSubject/result/0";

fn at<'v>(badge: &'v mut Value, pointer: &str) -> &'v mut Value {
    badge.pointer_mut(pointer).unwrap()
}

fn list<'v>(badge: &'v mut Value, pointer: &str) -> &'v mut Vec<Value> {
    at(badge, pointer).as_array_mut().unwrap()
}

/// Takes a member out.
fn taken(badge: &mut Value, pointer: &str, name: &str) -> Value {
    at(badge, pointer).as_object_mut().unwrap().shift_remove(name).unwrap()
}

/// The id of one of the four levels of the first description, the lowest first.
fn level(badge: &Value, index: usize) -> Value {
    badge.pointer(LEVELS).unwrap()[index]["id"].clone()
}

/// A badge that its issuer signed though one result is below what is required.
fn low() -> Value {
    issued(
        |badge| *at(badge, RESULT) = json!({"type": ["Result"], "resultDescription": badge_description(), "achievedLevel": lowest(), "status": "Completed"}),
    )
}

fn badge_description() -> Value {
    golden().pointer(FIRST).unwrap()["id"].clone()
}

fn lowest() -> Value {
    level(&golden(), 0)
}

/// What the badge of a low award is refused for, before and after the attack.
fn low_is_refused(badge: &Value, verdict: Verdict, code: Code, pointer: &str) {
    let target = Target::golden();
    target.refuses(low().to_string(), Verdict::NotVerified, Code::AwardNotMet, RESULT);
    target.refuses(badge.to_string(), verdict, code, pointer);
}

/// The attack left the signature as good as it was.
fn signature_holds(badge: &Value) {
    for policy in policies() {
        let report = Target::golden().under(&policy, badge.to_string().as_bytes());
        assert_eq!(report.outcome(Step::Proof), CheckOutcome::Passed, "{report}");
        assert_ne!(report.outcome(Step::Award), CheckOutcome::Passed, "{report}");
        assert_ne!(report.outcome(Step::Award), CheckOutcome::NotApplicable, "{report}");
    }
}

/// What no signature over RDF notices, and what makes the award unclear to whoever reads the members.
fn torn(change: impl FnOnce(&mut Value), pointer: &str) {
    let torn = tampered(&low(), change);
    signature_holds(&torn);
    low_is_refused(&torn, Verdict::Undecided, Code::AwardNotComparable, pointer);
}

#[test]
fn levels_in_reverse_order_leave_a_low_level_low() {
    let reversed = tampered(&low(), |badge| list(badge, LEVELS).reverse());
    signature_holds(&reversed);
    low_is_refused(&reversed, Verdict::NotVerified, Code::AwardNotMet, RESULT);
}

#[test]
fn levels_in_reverse_order_leave_a_good_award_good() {
    let reversed = tampered(&golden(), |badge| {
        (0..4).for_each(|i| list(badge, &format!("{DESCRIPTIONS}/{i}/rubricCriterionLevel")).reverse())
    });
    for policy in policies() {
        let [before, after] =
            [golden(), reversed.clone()].map(|badge| Target::golden().under(&policy, badge.to_string().as_bytes()));
        assert_eq!(before.verdict(), Verdict::Verified);
        assert_eq!(after.verdict(), Verdict::Verified);
        assert_eq!(before.check(Step::Award), after.check(Step::Award));
        assert_eq!(after.outcome(Step::Award), CheckOutcome::Passed);
    }
}

/// The policy for archives takes what cannot be compared with a warning, and takes it so in any order.
#[test]
fn levels_without_numbers_have_no_order() {
    let bare = |achieved: usize| {
        issued(|badge| {
            for entry in list(badge, LEVELS) {
                entry.as_object_mut().unwrap().shift_remove("points");
            }
            *at(badge, &format!("{RESULT}/achievedLevel")) = level(badge, achieved);
        })
    };
    let [strict, certification, archive] = policies();
    for achieved in [0, 3] {
        for is_reversed in [false, true] {
            let badge = tampered(&bare(achieved), |badge| {
                if is_reversed {
                    list(badge, LEVELS).reverse()
                }
            });
            let bytes = badge.to_string();
            for policy in [&strict, &certification] {
                let target = Target::golden();
                target.verifies().refuses_under(
                    policy,
                    bytes.as_bytes(),
                    Verdict::Undecided,
                    Code::AwardNotComparable,
                    RESULT,
                );
            }
            let report = Target::golden().under(&archive, bytes.as_bytes());
            assert_eq!(report.outcome(Step::Award), CheckOutcome::Unknown);
            assert_eq!(report.verdict(), Verdict::VerifiedWithWarnings);
        }
    }
}

#[test]
fn a_flattering_second_description_is_not_signed() {
    for change in [
        // Asks for less.
        |description: &mut Value| description["requiredLevel"] = lowest(),
        // Calls the lowest level the best.
        |description: &mut Value| description["rubricCriterionLevel"][0]["points"] = "9".into(),
    ] {
        for place in [0, 1] {
            let badge = tampered(&low(), |badge| {
                let mut second = at(badge, FIRST).clone();
                change(&mut second);
                list(badge, DESCRIPTIONS).insert(place, second);
            });
            low_is_refused(&badge, Verdict::NotVerified, Code::ProofSignatureInvalid, "/proof");
        }
    }
}

/// If the issuer itself signs two descriptions of one thing, nobody can tell which one counts.
#[test]
fn a_flattering_second_description_by_the_issuer() {
    for change in [
        |description: &mut Value| description["requiredLevel"] = lowest(),
        |description: &mut Value| description["rubricCriterionLevel"][0]["points"] = "9".into(),
    ] {
        let badge = signed(tampered(&low(), |badge| {
            let mut second = at(badge, FIRST).clone();
            change(&mut second);
            list(badge, DESCRIPTIONS).insert(0, second);
        }));
        signature_holds(&badge);
        low_is_refused(&badge, Verdict::Undecided, Code::AwardNotComparable, &format!("{DESCRIPTIONS}/1"));
    }
    // A level that two descriptions have in common, with other points.
    let badge = signed(tampered(&low(), |badge| {
        let shared = json!({"id": lowest(), "type": ["RubricCriterionLevel"], "name": "Emerging", "points": "9"});
        at(badge, &format!("{DESCRIPTIONS}/1/rubricCriterionLevel/0")).clone_from(&shared);
    }));
    signature_holds(&badge);
    let place = format!("{DESCRIPTIONS}/1/rubricCriterionLevel/0");
    low_is_refused(&badge, Verdict::Undecided, Code::AwardNotComparable, &place);
}

#[test]
fn what_is_required_moved_out_of_the_description() {
    for (place, found) in
        [("", "/@included/0"), (RESULT, "/credentialSubject/result/0/@included/0"), ("/issuer", "/issuer/@included/0")]
    {
        let moved = |badge: &mut Value| {
            let required = taken(badge, FIRST, "requiredLevel");
            let node = json!({"id": at(badge, FIRST)["id"], "type": ["ResultDescription"], "requiredLevel": required});
            at(badge, place)["@included"] = json!([node]);
        };
        torn(moved, found);
    }
    // Of all descriptions, so that none requires anything.
    let all = |badge: &mut Value| {
        let nodes: Vec<Value> = (0..4)
            .map(|i| {
                let place = format!("{DESCRIPTIONS}/{i}");
                let required = taken(badge, &place, "requiredLevel");
                json!({"id": at(badge, &place)["id"], "type": ["ResultDescription"], "requiredLevel": required})
            })
            .collect();
        badge["@included"] = nodes.into();
    };
    torn(all, "/@included/0");
}

#[test]
fn one_description_split_into_two() {
    let split = |badge: &mut Value| {
        let whole = at(badge, FIRST).clone();
        taken(badge, FIRST, "requiredLevel");
        list(badge, DESCRIPTIONS).push(whole);
    };
    torn(split, &format!("{DESCRIPTIONS}/4"));
    // A level whose points stand in another description.
    let split = |badge: &mut Value| {
        let whole = at(badge, &format!("{LEVELS}/0")).clone();
        taken(badge, &format!("{LEVELS}/0"), "points");
        badge["@included"] = json!([whole]);
    };
    torn(split, "/@included/0");
}

#[test]
fn results_moved_out_of_sight() {
    let moved = |badge: &mut Value| {
        let results = taken(badge, "/credentialSubject", "result");
        let id = badge["credentialSubject"]["id"].clone();
        badge["@included"] = json!([{"id": id, "type": ["AchievementSubject"], "result": results}]);
    };
    torn(moved, "/@included/0");
    let one = |badge: &mut Value| {
        let result = list(badge, "/credentialSubject/result").remove(0);
        let id = badge["credentialSubject"]["id"].clone();
        badge["@included"] = json!([{"id": id, "type": ["AchievementSubject"], "result": [result]}]);
    };
    torn(one, "/@included/0");
    let with_descriptions = |badge: &mut Value| {
        moved(badge);
        let described = taken(badge, "/credentialSubject/achievement", "resultDescription");
        let id = badge["credentialSubject"]["achievement"]["id"].clone();
        let node = json!({"id": id, "type": ["Achievement"], "resultDescription": described});
        list(badge, "/@included").push(node);
    };
    torn(with_descriptions, "/@included/0");
}

/// What says nothing new makes nothing unclear: neither an award that was not met, nor one that was.
#[test]
fn something_else_described_twice() {
    let repeated = |badge: &mut Value| {
        let creator = at(badge, "/credentialSubject/achievement/creator").clone();
        badge["@included"] = json!([badge["issuer"], creator]);
    };
    let badge = tampered(&low(), repeated);
    low_is_refused(&badge, Verdict::NotVerified, Code::AwardNotMet, RESULT);
    let good = tampered(&golden(), repeated);
    assert_eq!(award(&good), (CheckOutcome::Passed, Verdict::VerifiedWithWarnings));
    // Nor do levels that are told once more as they are.
    let repeated = |badge: &mut Value| badge["@included"] = at(badge, LEVELS).clone();
    let badge = tampered(&low(), repeated);
    low_is_refused(&badge, Verdict::NotVerified, Code::AwardNotMet, RESULT);
}

/// A result has no id; one of a blank node says nothing new, and lets its parts be told elsewhere.
#[test]
fn parts_of_a_result_moved_out_of_sight() {
    for member in ["achievedLevel", "resultDescription", "status"] {
        let moved = |badge: &mut Value| {
            let value = taken(badge, RESULT, member);
            at(badge, RESULT)["id"] = "_:r".into();
            let mut node = json!({"id": "_:r", "type": ["Result"]});
            node[member] = value;
            badge["@included"] = json!([node]);
        };
        torn(moved, "/@included/0");
    }
}

/// The same graph by other words of JSON-LD: what the reader of members would not find is not taken.
#[test]
fn other_words_for_an_id_or_a_member() {
    let node = |badge: &mut Value, name: &str, id: Value| {
        let required = taken(badge, FIRST, "requiredLevel");
        let mut node = json!({"type": ["ResultDescription"], "requiredLevel": required});
        node[name] = id;
        badge["@included"] = json!([node]);
    };
    let id = badge_description().as_str().unwrap().to_owned();
    let (prefix, rest) = id.split_at(id.find('#').unwrap() + 1);
    let cases: [(Value, &str, Value, &str); 3] = [
        (Value::Null, "@id", id.clone().into(), "/@included/0/@id"),
        (json!({"ident": "@id"}), "ident", id.clone().into(), "/@included/0/ident"),
        (json!({"p": {"@id": prefix, "@prefix": true}}), "id", format!("p:{rest}").into(), "/@included/0/id"),
    ];
    for (context, name, id, pointer) in cases {
        let badge = tampered(&low(), |badge| {
            node(badge, name, id);
            if !context.is_null() {
                list(badge, "/@context").push(context);
            }
        });
        low_is_refused(&badge, Verdict::Undecided, Code::JsonLdUnsupported, pointer);
    }
    let badge = tampered(&low(), |badge| {
        let required = taken(badge, FIRST, "requiredLevel");
        at(badge, FIRST)["needed"] = required;
        let term = json!({"@id": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#requiredLevel", "@type": "@id"});
        list(badge, "/@context").push(json!({"needed": term}));
    });
    low_is_refused(&badge, Verdict::Undecided, Code::JsonLdUnsupported, &format!("{FIRST}/needed"));
}

/// The same graph in another shape of JSON, which the typed view does not have.
#[test]
fn members_in_another_shape() {
    for (pointer, code) in [
        ("/credentialSubject", Code::ModelWrongType),
        ("/credentialSubject/achievement", Code::ModelWrongType),
        ("/credentialSubject/achievement/resultDescription/0/requiredLevel", Code::ModelWrongType),
        ("/credentialSubject/result/0/achievedLevel", Code::ModelWrongType),
        ("/credentialSubject/result/0/resultDescription", Code::ModelWrongType),
        ("/credentialSubject/result/0/status", Code::ModelWrongType),
        ("/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel/0/points", Code::ModelWrongType),
    ] {
        let badge = tampered(&low(), |badge| {
            let value = at(badge, pointer).take();
            *at(badge, pointer) = json!([value]);
        });
        low_is_refused(&badge, Verdict::NotVerified, code, pointer);
    }
    for pointer in ["/credentialSubject/result", DESCRIPTIONS] {
        let badge = tampered(&low(), |badge| {
            let value = at(badge, pointer).take();
            *at(badge, pointer) = json!({"@set": value});
        });
        low_is_refused(&badge, Verdict::NotVerified, Code::ModelWrongType, pointer);
    }
    let badge = tampered(&low(), |badge| {
        let subject = badge["credentialSubject"].take();
        badge["credentialSubject"] = subject["id"].clone();
        badge["@included"] = json!([subject]);
    });
    low_is_refused(&badge, Verdict::NotVerified, Code::ModelWrongType, "/credentialSubject");
    // One subject in two halves.
    let badge = tampered(&low(), |badge| {
        let results = taken(badge, "/credentialSubject", "result");
        let subject = badge["credentialSubject"].take();
        let second = json!({"id": subject["id"], "type": ["AchievementSubject"], "result": results});
        badge["credentialSubject"] = json!([subject, second]);
    });
    low_is_refused(&badge, Verdict::NotVerified, Code::ModelWrongType, "/credentialSubject");
}

/// A description that requires a value, and a badge with results for it, signed by the issuer.
fn with_values(description: Value, results: &[Value]) -> Value {
    issued(|badge| {
        let mut whole = json!({"id": "urn:example:score", "type": ["ResultDescription"], "name": "Score", "resultType": "RawScore"});
        whole.as_object_mut().unwrap().extend(description.as_object().unwrap().clone());
        let results = results.iter().map(|result| {
            let mut whole = json!({"type": ["Result"], "resultDescription": "urn:example:score"});
            whole.as_object_mut().unwrap().extend(result.as_object().unwrap().clone());
            whole
        });
        *at(badge, DESCRIPTIONS) = json!([whole]);
        badge["credentialSubject"]["result"] = results.collect();
    })
}

/// How the award ends under the strict policy.
fn award(badge: &Value) -> (CheckOutcome, Verdict) {
    let report = Target::golden().under(&policies()[0], badge.to_string().as_bytes());
    (report.outcome(Step::Award), report.verdict())
}

#[test]
fn values_are_compared_as_numbers_and_nothing_else_is_one() {
    let required = json!({"requiredValue": "4"});
    let (met, failed) = ((CheckOutcome::Passed, Verdict::Verified), (CheckOutcome::Failed, Verdict::NotVerified));
    let unclear = (CheckOutcome::Unknown, Verdict::Undecided);
    for (value, expected) in [
        ("4", met),
        ("04", met),
        ("4.0", met),
        ("10", met),
        ("3.99999999999999999999", failed),
        ("-4", failed),
        ("-99", failed),
        ("0x4", unclear),
        ("4e0", unclear),
        ("9e9", unclear),
        ("\u{0664}", unclear),
        ("\u{ff19}", unclear),
        ("+9", unclear),
        (" 9", unclear),
        ("9\n", unclear),
        ("9,0", unclear),
        ("1/0", unclear),
        ("Infinity", unclear),
        ("NaN", unclear),
        ("", unclear),
    ] {
        assert_eq!(award(&with_values(required.clone(), &[json!({"value": value})])), expected, "{value:?}");
    }
    let long = format!("3.{}", "9".repeat(10_000));
    assert_eq!(award(&with_values(required, &[json!({"value": long})])), failed);
}

#[test]
fn values_that_do_not_meet_what_is_required() {
    let good = with_values(json!({"requiredValue": "4"}), &[json!({"value": "5"})]);
    let target = Target::new(&good, Resources::new());
    for (description, results, code, place) in [
        // Tried twice, and failed twice.
        (json!({"requiredValue": "4"}), vec![json!({"value": "1"}), json!({"value": "2"})], Code::AwardNotMet, RESULT),
        // Passed by value, yet not completed.
        (json!({"requiredValue": "4"}), vec![json!({"value": "5", "status": "Failed"})], Code::AwardNotMet, RESULT),
        (json!({"requiredValue": "4"}), vec![json!({"value": "5", "status": "Enrolled"})], Code::AwardNotMet, RESULT),
        // Grades in their order: which stands first is the lowest.
        (
            json!({"requiredValue": "B", "allowedValue": ["C", "B", "A"]}),
            vec![json!({"value": "C"})],
            Code::AwardNotMet,
            RESULT,
        ),
        // What is not allowed is no value, however high.
        (
            json!({"requiredValue": "B", "allowedValue": ["C", "B", "A"]}),
            vec![json!({"value": "A+"})],
            Code::ModelOutOfRange,
            "/credentialSubject/result/0/value",
        ),
        (
            json!({"requiredValue": "4", "valueMax": "6"}),
            vec![json!({"value": "99"})],
            Code::ModelOutOfRange,
            "/credentialSubject/result/0/value",
        ),
        // Numbers are texts in Open Badges.
        (
            json!({"requiredValue": "4"}),
            vec![json!({"value": 5})],
            Code::ModelWrongType,
            "/credentialSubject/result/0/value",
        ),
        (
            json!({"requiredLevel": "urn:example:nowhere"}),
            vec![json!({"value": "5"})],
            Code::ModelDanglingReference,
            "/credentialSubject/achievement/resultDescription/0/requiredLevel",
        ),
        (
            json!({"requiredValue": "4"}),
            vec![json!({"value": "5", "resultDescription": "urn:example:other"})],
            Code::ModelDanglingReference,
            "/credentialSubject/result/0/resultDescription",
        ),
        (
            json!({"requiredValue": "4"}),
            vec![json!({"value": "5", "resultDescription": ["urn:example:score", "urn:example:other"]})],
            Code::ModelWrongType,
            "/credentialSubject/result/0/resultDescription",
        ),
    ] {
        let badge = with_values(description, &results);
        target.refuses(badge.to_string(), Verdict::NotVerified, code, place);
    }
}

/// Where nothing says whether the award was met, it is not called met; the policy for archives says so in a warning.
#[test]
fn values_that_cannot_be_compared() {
    for (description, result) in [
        (json!({"requiredValue": "B"}), json!({"value": "A"})),
        (json!({"requiredValue": "4"}), json!({"value": "4e0"})),
        (json!({"requiredValue": "4"}), json!({"status": "Completed"})),
    ] {
        let badge = with_values(description, &[result]);
        let [strict, certification, archive] = policies();
        let target = Target::golden();
        for policy in [strict, certification] {
            target.refuses_under(
                &policy,
                badge.to_string().as_bytes(),
                Verdict::Undecided,
                Code::AwardNotComparable,
                RESULT,
            );
        }
        let report = target.under(&archive, badge.to_string().as_bytes());
        assert_eq!(
            (report.outcome(Step::Award), report.verdict()),
            (CheckOutcome::Unknown, Verdict::VerifiedWithWarnings)
        );
    }
}

#[test]
fn the_order_of_allowed_values_is_signed() {
    let description = json!({"requiredValue": "B", "allowedValue": ["C", "B", "A"]});
    let good = with_values(description.clone(), &[json!({"value": "A"})]);
    let bad = with_values(description, &[json!({"value": "C"})]);
    let target = Target::new(&good, Resources::new());
    target.refuses(bad.to_string(), Verdict::NotVerified, Code::AwardNotMet, RESULT);
    let pointer = format!("{FIRST}/allowedValue");
    for order in [json!(["A", "B", "C"]), json!(["B", "C", "A"]), json!(["C", "C", "B", "A"]), json!(["B", "A"])] {
        let swapped = tampered(&bad, |badge| *at(badge, &pointer) = order.clone());
        let report = target.under(&policies()[0], swapped.to_string().as_bytes());
        assert_eq!(report.outcome(Step::Proof), CheckOutcome::Failed, "{order}");
        assert!(!report.verdict().is_verified());
    }
    let swapped = tampered(&bad, |badge| *at(badge, &pointer) = json!(["A", "B", "C"]));
    target.refuses(swapped.to_string(), Verdict::NotVerified, Code::ProofSignatureInvalid, "/proof");
}

#[test]
fn one_of_several_results_is_left_out() {
    // By the holder: the signature notices.
    let badge = tampered(&golden(), |badge| {
        list(badge, "/credentialSubject/result").remove(1);
    });
    Target::golden().refuses(badge.to_string(), Verdict::NotVerified, Code::ProofSignatureInvalid, "/proof");
    // By the issuer: what was required is not shown, which no policy but that for archives takes.
    let badge = issued(|badge| {
        list(badge, "/credentialSubject/result").remove(1);
    });
    let [strict, certification, archive] = policies();
    for policy in [strict, certification] {
        let place = format!("{DESCRIPTIONS}/1");
        Target::golden().refuses_under(
            &policy,
            badge.to_string().as_bytes(),
            Verdict::Undecided,
            Code::AwardNotShown,
            &place,
        );
    }
    let report = Target::golden().under(&archive, badge.to_string().as_bytes());
    assert_eq!((report.outcome(Step::Award), report.verdict()), (CheckOutcome::Unknown, Verdict::VerifiedWithWarnings));
}
