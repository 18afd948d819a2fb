use std::io::{BufReader, Read};

use proptest::prelude::*;

use super::*;
use crate::assessment::{AssessorKind, Purpose, Score};

const HEADER: &str = "learner_id,email,sub_competency,level,assessed_on,assessor\n";

fn framework() -> Framework {
    Framework::twenty_first_century_skills()
}

/// What a roster yields, each entry on a line: records as their learner and the number of assessments.
fn shown<R: BufRead>(roster: &mut Roster<R>) -> Vec<String> {
    let show = |entry: Result<Entry>| match entry {
        Ok(Entry::Record(record)) => format!("{} {}", record.learner().id(), record.assessments().len()),
        Ok(Entry::Rejected(rejected)) => {
            assert!(!rejected.faults().is_empty());
            rejected.to_string()
        }
        Err(error) => format!("! {error}"),
    };
    roster.map(show).collect()
}

fn table(text: impl AsRef<[u8]>) -> Vec<String> {
    shown(&mut Roster::csv(text.as_ref(), &framework()).unwrap())
}

/// A row of the table with the usual header.
fn row(rest: &str) -> Vec<String> {
    table(format!("{HEADER}{rest}\n"))
}

fn header(text: &str) -> Vec<String> {
    let error = Roster::csv(text.as_bytes(), &framework()).unwrap_err();
    error.findings().map(ToString::to_string).collect()
}

fn only_record<R: BufRead>(mut roster: Roster<R>) -> Record {
    match (roster.next(), roster.next()) {
        (Some(Ok(Entry::Record(record))), None) => record,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_column_is_read() {
    let text = "\
Learner ID;E-Mail;EMAIL;name;URI;sourced-id;Sub Competency;skill;points;assessed on;assessor;assessor_id;assessor-kind;attempt;purpose
 s-1 ;x;a@example.edu;\"Ada \"\"A\"\" Byron\";did:example:1;42;Identify patterns;Critical Thinking;3.5;2026-04-17;Grace;g-1;Automated-With-Review;2;formative
";
    let roster = Roster::csv(text.as_bytes(), &framework()).unwrap();
    let warnings: Vec<_> = roster.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(warnings, ["column 2 of the header, `E-Mail`, is not read; did you mean `email`?"]);
    let record = only_record(roster);
    let learner = record.learner();
    assert_eq!((learner.id(), learner.uri(), learner.name()), ("s-1", Some("did:example:1"), Some("Ada \"A\" Byron")));
    let identifiers: Vec<_> = learner.identifiers().iter().map(|i| (i.kind.as_str(), i.value.as_str())).collect();
    assert_eq!(identifiers, [("emailAddress", "a@example.edu"), ("sourcedId", "42")]);
    let [assessment] = record.assessments() else { panic!() };
    assert_eq!(assessment.sub_competency(), "identify-patterns");
    assert_eq!(assessment.skill(), Some("critical-thinking"));
    assert_eq!(assessment.score(), &Score::Points("3.5".parse().unwrap()));
    assert_eq!(assessment.assessed_at().to_rfc3339(), "2026-04-17T00:00:00+00:00");
    let assessor = assessment.assessor();
    assert_eq!((assessor.name(), assessor.id()), (Some("Grace"), Some("g-1")));
    assert_eq!(assessor.kind(), AssessorKind::AutomatedWithReview);
    assert_eq!((assessment.attempt(), assessment.purpose()), (Some(2), Purpose::Formative));
}

#[test]
fn headers_are_judged_as_a_whole() {
    assert_eq!(
        header("learner,sub_competency,points,Points\n"),
        [
            "columns 3 and 4 of the header are both `Points`",
            "the header on line 1 has no column `learner_id`; is it the column `learner`?",
            "the header on line 1 has no column `assessed_on`",
        ]
    );
    assert_eq!(header(""), ["the roster is empty: not even a header"]);
    assert_eq!(header("\n \n"), ["the roster is empty: not even a header"]);
    assert_eq!(header("a,\"b\n"), ["line 1, column 2 of the header: the quote that begins the field is not closed"]);
    let long = "x".repeat(70_000);
    assert_eq!(header(&long), ["line 1, column 1 of the header: the line is longer than a row may be"]);
    let utf16 = Roster::csv(&b"\xff\xfea\0"[..], &framework()).unwrap_err();
    assert_eq!(utf16.code(), Code::RosterNotUtf8);
    assert_eq!(
        header("assessed_on,sub_competency,learner_id"),
        ["the header on line 1 has no column `level` or `points`"]
    );
}

#[test]
fn values_are_judged_where_they_stand() {
    for (rest, expected) in [
        (",a@x,identify-patterns,proficient,2026-04-17,G", "line 2, column 1 (learner_id): the field is empty"),
        (
            "s,a@x,identify-paterns,proficient,2026-04-17,G",
            "line 2, column 3 (sub_competency): no sub-competency has the id or name `identify-paterns`; did you mean `identify-patterns`?",
        ),
        ("s,a@x,,proficient,2026-04-17,G", "line 2, column 3 (sub_competency): the field is empty"),
        ("s,a@x,identify-patterns,,2026-04-17,G", "line 2, column 4 (level): the row has neither a level nor points"),
        (
            "s,a@x,identify-patterns,good,2026-02-30,G",
            "line 2, column 4 (level): `good` is no level of the rubric `performance`; column 5 (assessed_on): `2026-02-30` is neither a date, such as `2026-05-01`, nor a date and time with a zone, such as `2026-05-01T09:00:00Z`",
        ),
        (
            "s,a@x,identify-patterns,proficient,17.04.2026,G",
            "line 2, column 5 (assessed_on): `17.04.2026` is neither a date, such as `2026-05-01`, nor a date and time with a zone, such as `2026-05-01T09:00:00Z`",
        ),
        ("s,a@x,identify-patterns,proficient,2026-04-17", "line 2: the row has 5 fields, the header 6"),
        ("s,a@x,identify-patterns,proficient,2026-04-17,G,,", "line 2: the row has 8 fields, the header 6"),
        (
            "s,a\"x,identify-patterns,proficient,2026-04-17,G",
            "line 2, column 2 (email): there is a quote inside a field that does not begin with one",
        ),
        (
            "s,\"a\"x,identify-patterns,proficient,2026-04-17,G",
            "line 2, column 2 (email): something follows the quote that closes the field",
        ),
        (
            "s,\"a,identify-patterns,proficient,2026-04-17,G",
            "line 2, column 2 (email): the quote that begins the field is not closed",
        ),
        (
            "s,a@x,identify\0patterns,proficient,2026-04-17,G",
            "line 2, column 3 (sub_competency): the field holds the character NUL",
        ),
    ] {
        assert_eq!(row(rest), [expected]);
    }
    let latin = [HEADER.as_bytes(), b"s,a@x,identify-patterns,proficient,2026-04-17,Ren\xe9\n"].concat();
    assert_eq!(table(latin), ["line 2, column 6 (assessor): the field is not UTF-8; save the roster as UTF-8"]);
}

#[test]
fn optional_values_are_judged_too() {
    let text = "learner_id,sub_competency,level,points,assessed_on,uri,skill,assessor_kind,attempt,purpose
a,identify-patterns,proficient,3,2026-04-17,,,,,
b,identify-patterns,,9,2026-04-17,,,,,
c,identify-patterns,,x,2026-04-17,,,,,
d,identify-patterns,,3,2026-04-17,example,empathy,robot,0,practice
e,identify-patterns,,3,2026-04-17,,Empathie,,,
";
    assert_eq!(
        table(text),
        [
            "line 2, column 3 (level): the row has both a level and points; it needs one of them",
            "line 3, column 4 (points): 9 points lie outside the rubric `performance`, 1 to 4",
            "line 4, column 4 (points): `x` is not a number of points: 0 to 1000000, at most three decimals",
            "line 5, column 6 (uri): `example` is not an absolute URI; column 7 (skill): `identify-patterns` is no sub-competency of the skill `empathy`; column 8 (assessor_kind): `robot` is none of `facilitator`, `automated` and `automated-with-review`; column 9 (attempt): `0` is not a whole number from 1 to 1000000 (and 1 more finding)",
            "line 6, column 7 (skill): no skill has the id or name `Empathie`; did you mean `empathy`?",
        ]
    );
}

const GOOD: &str = "s-1,a@x,identify-patterns,proficient,2026-04-17,G";

#[test]
fn a_stray_quote_swallows_no_good_row() {
    let good = |n: u32| format!("s-{n},a@x,identify-patterns,proficient,2026-04-17,G\n");
    // Closed by another stray quote: too many fields, something after it, and a row that would fit.
    for (second, fault) in [
        ("t,a@x,identify-patterns,proficient\",2026-04-17,G\n", "line 2: the row has 4 fields, the header 6"),
        (
            "t,a@x\",identify-patterns,proficient,2026-04-17,G\n",
            "line 2, column 2 (email): the field holds a line end; a quote may be too many",
        ),
        (
            "t,\"a@x,identify-patterns,proficient,2026-04-17,G\n",
            "line 2, column 2 (email): the quote that begins the field is not closed, or not at its end",
        ),
    ] {
        let text = format!(
            "{HEADER}t,\"a@x,identify-patterns,proficient,2026-04-17,G\n{}{}{second}{}",
            good(1),
            good(2),
            good(3)
        );
        let entries = table(&text);
        assert_eq!(entries[0], fault);
        assert_eq!(entries[1].get(..8), Some("line 5, "), "{entries:?}");
        assert_eq!(entries[2..], ["s-1 1", "s-2 1", "s-3 1"], "{entries:?}");
    }
    // Never closed, with more after it than a row may have.
    let mut text = format!("{HEADER}t,\"a\n");
    for n in 0..5_000 {
        text.push_str(&good(n));
    }
    let entries = table(&text);
    assert_eq!(entries.len(), 5_001);
    assert_eq!(entries[0], "line 2, column 2 (email): the quote that begins the field is not closed");
    // Columns that are not read may hold line ends.
    let text = "learner_id,sub_competency,level,assessed_on,comment\r\ns,identify-patterns,proficient,2026-04-17,\"a\r\nb \"\"c\"\"\n\r\"\r\ns-2,identify-patterns,proficient,x,\r\n";
    assert_eq!(table(text).first().map(|line| line.get(..8)), Some(Some("line 6, ")),);
}

#[test]
fn lines_end_as_they_like() {
    let text = format!(
        "\u{feff}{}\r{GOOD}\r\r\n{}\n\n   \n{}",
        HEADER.trim(),
        GOOD.replace("s-1", "s-2"),
        GOOD.replace("s-1", "s-3")
    );
    for size in [1, 2, 3, 7, 64, 100_000] {
        let mut roster = Roster::csv(BufReader::with_capacity(size, text.as_bytes()), &framework()).unwrap();
        assert_eq!(shown(&mut roster), ["s-1 1", "s-2 1", "s-3 1"], "{size}");
        assert_eq!((roster.accepted(), roster.blank(), roster.rejected()), (3, 3, 0));
        assert_eq!(roster.lines.line(), 8);
    }
}

#[test]
fn long_lines_are_passed_over() {
    let long = "x".repeat(1 << 20);
    for end in ["\n", "\r\n", "\r", ""] {
        let text = format!("{HEADER}{GOOD}\ns,{long}{end}");
        assert_eq!(table(&text), ["line 3: the line is longer than a row may be", "s-1 1"]);
        let more = format!("{text}{}{}\n", if end.is_empty() { "\n" } else { "" }, GOOD.replace("s-1", "s-2"));
        let mut roster = Roster::csv(more.as_bytes(), &framework()).unwrap();
        assert_eq!(shown(&mut roster), ["line 3: the line is longer than a row may be", "s-1 1", "s-2 1"], "{end:?}");
        assert!(roster.lines.text.capacity() < 200_000);
    }
    let short = Limits::default().with_row_bytes(GOOD.len());
    let text = format!("{HEADER}{GOOD}\n{GOOD}2\n");
    let mut roster = Roster::csv(text.as_bytes(), &framework()).unwrap().with_limits(short);
    assert_eq!(shown(&mut roster), ["line 3: the line is longer than a row may be", "s-1 1"]);
}

#[test]
fn rows_of_a_learner_agree() {
    let text = "learner_id,email,name,sub_competency,level,assessed_on
s,,Ada,identify-patterns,proficient,2026-04-17
s,a@x,,question-assumptions,proficient,2026-04-17
s,b@x,Bob,draw-well-reasoned-conclusions,proficient,2026-04-17
s,a@x,Ada,Identify Patterns,Proficient,2026-04-17T00:00:00Z
s,a@x,Ada,identify-patterns,proficient,2026-04-18
";
    assert_eq!(
        table(text),
        [
            "line 4, column 2 (email): `b@x` differs from `a@x` of line 3; column 3 (name): `Bob` differs from `Ada` of line 2",
            "line 5: the row repeats line 2",
            "s 3",
        ]
    );
    let mut many = "learner_id,sub_competency,points,assessed_on,attempt\n".to_owned();
    for n in 1..=4_098 {
        many.push_str(&format!("s,identify-patterns,1,2026-04-17,{n}\n"));
    }
    assert_eq!(
        table(many),
        ["line 4098: the learner has more than 4096 rows", "line 4099: the learner has more than 4096 rows", "s 4096"]
    );
}

#[test]
fn days_begin_where_the_caller_says() {
    let text = format!("{HEADER}{GOOD}\n");
    let zone = FixedOffset::east_opt(13 * 3600).unwrap();
    let roster = Roster::csv(text.as_bytes(), &framework()).unwrap().with_zone(zone);
    assert_eq!(only_record(roster).assessments()[0].assessed_at().to_rfc3339(), "2026-04-17T00:00:00+13:00");
    let as_of = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let mut late = Roster::csv(text.as_bytes(), &framework()).unwrap().with_as_of(as_of("2026-04-16T23:59:59Z"));
    let expected = "line 2, column 5 (assessed_on): the assessment of `2026-04-17` lies after the award date 2026-04-16T23:59:59+00:00";
    assert_eq!(shown(&mut late), [expected]);
    // On the day itself it does not lie in the future.
    let mut same = Roster::csv(text.as_bytes(), &framework()).unwrap().with_as_of(as_of("2026-04-17T00:00:00Z"));
    assert_eq!(shown(&mut same), ["s-1 1"]);
}

#[test]
fn a_census_holds_nobody_back_and_loses_nobody() {
    let text = format!(
        "{HEADER}a,,identify-patterns,proficient,2026-04-17,\nb,,identify-patterns,bad,2026-04-17,\na,,question-assumptions,bad,2026-04-17,\n\
         b,,question-assumptions,proficient,2026-04-17,\nc,,identify-patterns,bad,2026-04-17,\nd,,identify-patterns,proficient,2026-04-17,\n"
    );
    let open = |text: &'static str| Roster::csv(text.as_bytes(), &framework()).unwrap();
    let text: &'static str = text.leak();
    let census = open(text).census().unwrap();
    assert_eq!(census.learners(), 4);
    let lines = |entries: Vec<String>| entries.iter().map(|e| e.get(..6).unwrap_or(e).to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(shown(&mut open(text))), ["line 3", "line 4", "line 6", "a 1", "b 1", "d 1"]);
    let mut roster = open(text).with_census(census.clone());
    assert_eq!(lines(shown(&mut roster)), ["line 3", "line 4", "a 1", "b 1", "line 6", "d 1"]);
    assert_eq!(roster.group.finish(&[]), []);
    // Rows were added and removed since.
    let changed: &'static str = text.replace("b,,identify-patterns,bad,2026-04-17,\n", "").leak();
    let changed: &'static str = format!("{changed}a,,draw-well-reasoned-conclusions,proficient,2026-04-17,\n").leak();
    assert_eq!(
        shown(&mut open(changed).with_census(census))[1..],
        [
            "a 1",
            "line 5, column 4 (level): `bad` is no level of the rubric `performance`",
            "d 1",
            "line 7: the learner `a` has more rows than when the roster was counted; was it changed in between?",
            "b 1",
        ]
    );
}

/// A reader that breaks off.
#[derive(Debug)]
struct Broken<'t>(&'t [u8]);

impl Read for Broken<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(std::io::Error::other("the cable is cut")),
            n => Ok(n),
        }
    }
}

#[test]
fn what_cannot_be_read_ends_the_roster() {
    let text = format!("{HEADER}{GOOD}\n{GOOD}\n");
    let mut roster = Roster::csv(BufReader::new(Broken(text.as_bytes())), &framework()).unwrap();
    let expected = [
        "line 3: the row repeats line 2",
        "! the roster cannot be read from line 4 on: `the cable is cut`; what is there is not known",
    ];
    assert_eq!(shown(&mut roster), expected);
    assert!(roster.next().is_none());
    let census = Roster::csv(BufReader::new(Broken(text.as_bytes())), &framework()).unwrap().census();
    assert_eq!(census.unwrap_err().code(), Code::RosterReadFailed);
    assert_eq!(Roster::csv(BufReader::new(Broken(b"")), &framework()).unwrap_err().code(), Code::RosterReadFailed);
}

#[test]
fn lines_of_json() {
    let assessment = r#"{"subCompetency": "identify-patterns", "level": "proficient", "assessedAt": "2026-04-17T15:30:00Z", "assessor": {"kind": "automated"}}"#;
    let record = |id: &str, assessment: &str| {
        format!("{{\"learner\": {{\"id\": \"{id}\"}}, \"assessments\": [{assessment}]}}\n")
    };
    let text = [
        record("a", assessment),
        "\n".into(),
        record("b", &assessment.replace("proficient", "profficient")),
        record("a", assessment),
        record("", assessment),
        "{\n".into(),
        "\u{0}\n".into(),
        record("b", assessment),
        record("c", &assessment.replace("2026", "2027")),
    ];
    let text = text.concat();
    let as_of = "2026-12-31T00:00:00Z".parse().unwrap();
    let mut roster = Roster::json_lines(text.as_bytes(), &framework()).unwrap().with_as_of(as_of);
    assert_eq!(
        shown(&mut roster),
        [
            "a 1",
            "line 3: at /assessments/0/level: `profficient` is no level of the rubric `performance`; did you mean `proficient`?",
            "line 4: at /learner/id: the learner `a` has a record on line 1 already",
            "line 5: at /learner/id: the text is empty",
            "line 6: not JSON at column 2: expected a member name in double quotes",
            "line 7: the line holds the character NUL, at byte 1",
            "b 1",
            "line 9: at /assessments/0/assessedAt: the assessment of `2027-04-17T15:30:00+00:00` lies after the award date 2026-12-31T00:00:00+00:00",
        ]
    );
    assert_eq!((roster.accepted(), roster.rejected(), roster.blank()), (2, 6, 1));
    assert_eq!(Roster::json_lines(text.as_bytes(), &framework()).unwrap().census().unwrap().learners(), 3);
}

const CANVAS: &str = "student name,student id,student sis id,assessment title,assessment id,submission date,submission score,\
learning outcome name,learning outcome id,attempt,outcome score,assessment question id,course id,\
learning outcome mastered,learning outcome rating,learning outcome rating points\n";

fn canvas(map: &str, rows: &str) -> Vec<String> {
    let map = CanvasMap::from_json(map.as_bytes(), &framework()).unwrap();
    let text = format!("{CANVAS}{rows}");
    shown(&mut Roster::canvas(text.as_bytes(), &map).unwrap())
}

const MAP: &str = r#"{"outcomes": {"412": "identify-patterns", "Questioning": {"subCompetency": "Question assumptions", "skill": "critical-thinking"}},
    "ratings": {"Mastery": "Proficient", "near mastery": "developing"}}"#;

#[test]
fn canvas_reports() {
    let rows = "\
Ada,7,s-1,Essay,1,2026-04-17T15:30:00Z,9,Patterns,412,1,3,,5,1,MASTERY,3
Ada,7,s-1,Quiz,2,2026-04-17 15:30:00 UTC,9,questioning,9,0,3,11,5,1,Mastery,3
Ada,7,s-1,Quiz,2,2026-04-17T09:30:00-0600,9,questioning,9,0,3,12,5,1,Mastery,3
Ada,7,s-1,Quiz,2,2026-04-17T15:30:00Z,9,questioning,9,0,3,12,5,1,Mastery,3
Ada,7,s-1,Quiz,3,,9,questioning,9,,,,5,,,
Ada,7,s-1,Quiz,3,,9,questioning,9,,,,5,0,,
Bob,8,,Essay,1,2026-04-17T15:30:00Z,9,Patterns,412,1,3,,5,1,Mastery,3
Bob,8,s-2,Essay,1,2026-04-17T15:30:00Z,9,Questionning,413,1,3,,5,1,Masterly,3
";
    assert_eq!(
        canvas(MAP, rows),
        [
            "line 7, column 15 (learning outcome rating): the row has neither a rating nor points that are mapped; column 6 (submission date): the field is empty",
            "line 8, column 3 (student sis id): the field is empty",
            "line 9, column 8 (learning outcome name): no sub-competency is mapped to the outcome `Questionning`; did you mean `Questioning`?; column 15 (learning outcome rating): no level is mapped to the rating `Masterly`; did you mean `mastery`?",
            "s-1 3",
        ]
    );
    let points = r#"{"outcomes": {"412": "identify-patterns"}, "points": [{"from": 0, "level": "emerging"}, {"from": "2.5", "level": "proficient"}],
        "learner": "student id", "identifier": "ext:canvasId", "assessor": "automated", "others": "ignore"}"#;
    let rows = "Ada,7,s-1,Essay,1,2026-04-17T15:30:00Z,9,Patterns,412,1,2.66666667,,5,1,Odd,\nAda,7,s-1,Essay,1,2026-04-17T15:30:00Z,9,Other,413,1,3,,5,1,Odd,\n";
    let map = CanvasMap::from_json(points.as_bytes(), &framework()).unwrap();
    let text = format!("{CANVAS}{rows}");
    let record = only_record(Roster::canvas(text.as_bytes(), &map).unwrap());
    assert_eq!((record.learner().id(), record.learner().name()), ("7", Some("Ada")));
    assert_eq!(record.learner().identifiers()[0].kind, "ext:canvasId");
    assert_eq!(record.assessments()[0].score(), &Score::Level("proficient".into()));
    assert_eq!(record.assessments()[0].assessor().kind(), AssessorKind::Automated);
}

#[test]
fn mappings_are_held_against_the_framework() {
    let faults = |map: &str| -> Vec<String> {
        let error = CanvasMap::from_json(map.as_bytes(), &framework()).unwrap_err();
        error.findings().map(ToString::to_string).collect()
    };
    assert_eq!(
        faults(
            r#"{"outcomes": {"A": "identify-pattern", "a ": {"subCompetency": "identify-patterns", "skill": "empathy"}, "a": "identify-patterns"},
            "ratings": {"x": "good", "Y": "proficient", "y": "emerging"}, "points": [{"from": 1, "level": "emerging"}, {"from": "1.0", "level": "developing"}],
            "learner": "name", "identifier": "email", "others": "drop", "more": 1}"#
        ),
        [
            "at /more: there is no member `more` here",
            "at /learner: `name` is none of `student sis id` and `student id`",
            "at /identifier: `email` is no kind of identifier, and own ones begin with `ext:`",
            "at /others: `drop` is none of `reject` and `ignore`",
            "at /outcomes/A: no sub-competency has the id or name `identify-pattern`; did you mean `identify-patterns`?",
            "at /outcomes/a /skill: `identify-patterns` is no sub-competency of the skill `empathy`",
            "at /outcomes/a: the outcome `a` is mapped twice",
            "at /ratings/x: `good` is no level of the rubric `performance`",
            "at /ratings/y: the rating `y` is mapped twice",
            "at /points/1: two levels begin at 1 points",
        ]
    );
    assert_eq!(
        faults(r#"{"outcomes": {}}"#),
        ["at /outcomes: the object is empty", "one of the members `ratings` and `points` must be there"]
    );
    assert_eq!(faults("[]"), ["expected an object, found an array"]);
}

#[test]
fn marks_that_nobody_sees() {
    // Two files with byte order marks put together, the second without its header; and a mark before the first.
    let text = format!(
        "\u{feff}\u{feff}{HEADER}s-1,,identify-patterns,proficient,2026-04-17,\r\n\
         \u{feff}s-1,,question-assumptions,\u{feff}proficient,2026-04-17,\n\u{feff}s-1\u{feff} ,,,,,\n\u{feff},,,,,\n"
    );
    let mut roster = Roster::csv(text.as_bytes(), &framework()).unwrap();
    let entries = shown(&mut roster);
    assert_eq!(entries.len(), 2, "{entries:?}");
    assert!(entries[0].starts_with("line 4, column 3 (sub_competency): the field is empty; "), "{entries:?}");
    assert_eq!(entries[1], "s-1 2");
    assert_eq!((roster.accepted(), roster.rejected(), roster.ignored()), (2, 1, 1));
}

#[test]
fn years_that_no_badge_can_say() {
    for (date, is_good) in [
        ("2026-04-17T15:30:00+0000", true),
        ("-2026-04-17T15:30:00+0000", false),
        ("+12026-04-17T15:30:00+0000", false),
        ("2026-04-17T15:30:00", false),
        ("2026-04-17T24:00:00Z", false),
        ("2026-02-29", false),
        ("1776439800", false),
    ] {
        let text = format!("{HEADER}s-1,,identify-patterns,proficient,{date},\n");
        let mut roster = Roster::csv(text.as_bytes(), &framework()).unwrap();
        let entries = shown(&mut roster);
        assert_eq!(roster.accepted(), u64::from(is_good), "{date}: {entries:?}");
    }
}

#[test]
fn a_student_in_two_sections_has_each_result_once() {
    let header = format!("{},section id\n", CANVAS.trim_end());
    let row = "Ada,7,s-1,Essay,1,2026-04-17T15:30:00Z,9,Patterns,412,1,3,,5,1,Mastery,3";
    let better = row.replace("Mastery,3", "near mastery,2");
    let other_name = row.replace("Ada,", "Eva,");
    let other_quiz = row.replace("Essay,1,", "Essay,2,");
    let text = format!("{header}{row},81\n{row},82\n{row},81\n{better},82\n{other_name},82\n{other_quiz},82\n");
    let map = CanvasMap::from_json(MAP.as_bytes(), &framework()).unwrap();
    let read = |census: bool| {
        let mut roster = Roster::canvas(text.as_bytes(), &map).unwrap();
        if census {
            roster = roster.with_census(Roster::canvas(text.as_bytes(), &map).unwrap().census().unwrap());
        }
        (shown(&mut roster), roster.accepted(), roster.rejected(), roster.ignored())
    };
    // What contradicts stays a fault, also where it repeats.
    let expected = [
        "line 6, column 1 (student name): `Eva` differs from `Ada` of line 2; the row repeats line 2".to_owned(),
        "s-1 3".to_owned(),
    ];
    assert_eq!(read(false), (expected.to_vec(), 3, 1, 2));
    assert_eq!(read(true), (expected.to_vec(), 3, 1, 2));
    // In a table of our own layout a row that repeats is a slip of somebody's.
    let text = format!("{HEADER}{GOOD}\n{GOOD}\n");
    assert_eq!(shown(&mut Roster::csv(text.as_bytes(), &framework()).unwrap())[0], "line 3: the row repeats line 2");
}

#[test]
fn many_open_quotes_cost_no_more_than_their_text() {
    // Each line would begin a row of many lines, were it not given up at the next quote.
    let rows = 100_000;
    let text = format!("{HEADER}{}", "\"a\nbb\n".repeat(rows / 2));
    let mut roster = Roster::csv(text.as_bytes(), &framework()).unwrap();
    let begun = std::time::Instant::now();
    assert_eq!(roster.by_ref().count(), rows);
    assert_eq!((roster.accepted(), roster.rejected()), (0, rows as u64));
    assert!(begun.elapsed() < std::time::Duration::from_secs(60));
}

/// Fields as the `csv` crate reads them.
fn theirs(text: &[u8]) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Fields as we read them.
fn ours(text: &[u8]) -> Vec<Vec<String>> {
    let mut lines = Lines::new(text, 1 << 16).unwrap();
    let mut csv = super::csv::Csv::new();
    let mut rows = Vec::new();
    loop {
        match csv.read(&mut lines, false).unwrap() {
            super::csv::Row::End => return rows,
            super::csv::Row::Blank => {}
            super::csv::Row::Fields => {
                let row = std::str::from_utf8(lines.row()).unwrap();
                rows.push((0..csv.len()).map(|at| csv.field(row, at).into_owned()).collect());
            }
            super::csv::Row::Broken(fault) => panic!("{fault:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(8), ..ProptestConfig::default() })]

    #[test]
    fn tables_are_read_as_elsewhere(
        rows in prop::collection::vec(prop::collection::vec("[a-c,;\"\\r\\n \u{e9}]{0,6}", 2..5), 0..8),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        always in any::<bool>(),
    ) {
        let style = if always { ::csv::QuoteStyle::Always } else { ::csv::QuoteStyle::Necessary };
        let terminator = match end { "\r\n" => ::csv::Terminator::CRLF, "\r" => ::csv::Terminator::Any(b'\r'), _ => ::csv::Terminator::Any(b'\n') };
        let mut writer = ::csv::WriterBuilder::new().flexible(true).quote_style(style).terminator(terminator).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = writer.into_inner().unwrap();
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text).to_vec();
        prop_assert_eq!(ours(&text), theirs(&text));
        prop_assert_eq!(ours(&text), rows);
    }

    #[test]
    fn every_line_is_accounted_for(
        text in "([a-b,\\x00 ]{0,5}|s,identify-patterns,proficient,2026-04-17|t,identify-patterns,good,2026-04-17|\\xFF|[\\r\\n]){0,30}",
        size in 1usize..40,
    ) {
        let text = format!("learner_id,sub_competency,level,assessed_on\n{text}");
        let mut roster = Roster::csv(BufReader::with_capacity(size, text.as_bytes()), &framework()).unwrap();
        let entries = shown(&mut roster);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines = text.strip_suffix('\n').unwrap_or(&text).split('\n').count() as u64;
        prop_assert_eq!(1 + roster.accepted() + roster.rejected() + roster.ignored() + roster.blank(), lines);
        let rejected = entries.iter().filter(|entry| entry.starts_with("line ")).count() as u64;
        prop_assert_eq!(rejected, roster.rejected());
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(prop::sample::select(b"a,\"\n\r\0\xff\xef\xbb\xbf;\t{}[]:1".to_vec()), 0..200), most in 0usize..60) {
        let limits = Limits::default().with_row_bytes(most);
        for text in [bytes.clone(), [b"learner_id,sub_competency,level,assessed_on,x\n", bytes.as_slice()].concat()] {
            if let Ok(roster) = Roster::csv(text.as_slice(), &framework()) {
                let mut roster = roster.with_limits(limits);
                shown(&mut roster);
                let census = Roster::csv(text.as_slice(), &framework()).unwrap().with_limits(limits).census().unwrap();
                let mut again = Roster::csv(text.as_slice(), &framework()).unwrap().with_limits(limits).with_census(census);
                shown(&mut again);
                prop_assert_eq!((roster.accepted(), roster.rejected()), (again.accepted(), again.rejected()));
            }
            if let Ok(mut roster) = Roster::json_lines(text.as_slice(), &framework()) {
                shown(&mut roster);
            }
        }
    }

    #[test]
    fn a_written_table_comes_back(
        rows in prop::collection::vec((0u8..4, 0usize..4, 0usize..4, 1u32..28, "[a-z,\"; ]{0,8}"), 0..40),
        counted in any::<bool>(),
    ) {
        let framework = framework();
        let skill = framework.skill("critical-thinking").unwrap();
        let subs: Vec<_> = skill.sub_competencies().map(|sub| sub.id().to_owned()).collect();
        let levels = ["emerging", "developing", "proficient", "exemplary"];
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        writer.write_record(["assessor", "level", "learner_id", "assessed_on", "sub_competency", "attempt"]).unwrap();
        let mut expected: std::collections::BTreeMap<String, Vec<String>> = Default::default();
        for (attempt, (learner, sub, level, day, assessor)) in (1..).zip(&rows) {
            let (learner, date) = (format!("s-{learner}"), format!("2026-04-{day:02}"));
            writer.write_record([assessor.as_str(), levels[*level], &learner, &date, &subs[*sub], &attempt.to_string()]).unwrap();
            expected.entry(learner).or_default().push(format!("{} {} {date} {attempt} {}", subs[*sub], levels[*level], assessor.trim()));
        }
        let text = writer.into_inner().unwrap();
        let mut roster = Roster::csv(text.as_slice(), &framework).unwrap();
        if counted {
            roster = roster.with_census(Roster::csv(text.as_slice(), &framework).unwrap().census().unwrap());
        }
        let mut found: std::collections::BTreeMap<String, Vec<String>> = Default::default();
        for entry in roster {
            let Ok(Entry::Record(record)) = entry else { panic!("{entry:?}") };
            // Nothing that was read is refused later.
            framework.evaluate(&record, "2026-05-01T00:00:00Z".parse().unwrap()).unwrap();
            let shown = record.assessments().iter().map(|a| {
                let Score::Level(level) = a.score() else { panic!() };
                let (day, attempt) = (a.assessed_at().format("%Y-%m-%d"), a.attempt().unwrap());
                format!("{} {level} {day} {attempt} {}", a.sub_competency(), a.assessor().name().unwrap_or_default())
            });
            prop_assert!(found.insert(record.learner().id().to_owned(), shown.collect()).is_none());
        }
        prop_assert_eq!(found, expected);
    }
}

/// A name that two things have means neither, and who wrote it is told so, not that there is no such thing.
#[test]
fn names_that_two_have() {
    let mut twice: serde_json::Value = serde_json::from_str(&framework().to_json()).unwrap();
    let listed = |twice: &serde_json::Value, list: &str, id: &str| {
        twice[list].as_array().unwrap().iter().position(|item| item["id"] == id).unwrap()
    };
    // What is deprecated may have the name of what follows it; in Spanish only, or in both.
    let sub = listed(&twice, "subCompetencies", "identify-patterns");
    let other = listed(&twice, "subCompetencies", "question-assumptions");
    twice["subCompetencies"][other]["status"] = "deprecated".into();
    twice["subCompetencies"][other]["name"]["es"] = twice["subCompetencies"][sub]["name"]["en"].clone();
    let skill = listed(&twice, "skills", "empathy");
    twice["skills"][skill]["status"] = "deprecated".into();
    twice["skills"][skill]["name"] = twice["skills"][listed(&twice, "skills", "critical-thinking")]["name"].clone();
    let framework = Framework::from_json(twice.to_string().as_bytes()).unwrap();
    let header = "learner_id,sub_competency,skill,level,assessed_on,assessor\n";
    for framework in [&framework, &framework.translated("es").unwrap()] {
        let read = |sub: &str, skill: &str| {
            let text = format!("{header}s-1,{sub},{skill},proficient,2026-04-17,Grace\n");
            shown(&mut Roster::csv(text.as_bytes(), framework).unwrap())
        };
        assert_eq!(
            read("identify PATTERNS", ""),
            ["line 2, column 2 (sub_competency): two sub-competencies have the name `identify PATTERNS`; use the id"]
        );
        assert_eq!(
            read("identify-patterns", "Pensamiento crítico"),
            ["line 2, column 3 (skill): two skills have the name `Pensamiento crítico`; use the id"]
        );
        assert_eq!(read("identify-patterns", "critical-thinking"), ["s-1 1"]);
        assert_eq!(read("Identificar patrones", "critical-thinking"), ["s-1 1"]);
    }
}
