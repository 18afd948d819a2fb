#![allow(clippy::string_slice)]

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::finding::Code;

#[test]
fn days_and_lists() {
    let day = NaiveDate::from_ymd_opt(2026, 5, 4).unwrap();
    assert_eq!(Language::english().day(day), "4 May 2026");
    assert_eq!(Language::spanish().day(day), "4 de mayo de 2026");
    assert_eq!(Language::english().list(&["A", "B", "C"]), "A, B and C");
    assert_eq!(Language::english().list::<&str>(&[]), "");
    let spanish = |last: &str| Language::spanish().list(&["A", last]);
    assert_eq!(spanish("B"), "A y B");
    // The sound of `i`, with and without `h`, but no diphthong.
    assert_eq!(
        [spanish("Identificar"), spanish("hijos"), spanish("Ítem")],
        ["A e Identificar", "A e hijos", "A e Ítem"]
    );
    assert_eq!([spanish("hierro"), spanish("Yoga"), spanish("")], ["A y hierro", "A y Yoga", "A y "]);
}

#[test]
fn what_is_filled_in_is_not_read_again() {
    let filled = Language::english().fill(Text::Date, &[("day", "{month}"), ("month", "{"), ("year", "}")]);
    assert_eq!(filled, "{month} { }");
}

#[test]
fn english_and_spanish_are_complete_and_usable() {
    let mut names = BTreeSet::new();
    for row in ROWS {
        assert!(names.insert(row.name), "{} stands twice", row.name);
        assert!(row.name.split('.').all(crate::text::is_kebab), "{}", row.name);
        let places: BTreeSet<&str> = row.placeholders.iter().copied().collect();
        assert_eq!(places.len(), row.placeholders.len(), "{}", row.name);
        // A form for one thing has one for others, with the same placeholders.
        if let Some(stem) = row.name.strip_suffix(".one") {
            let other = ROWS.iter().find(|other| other.name == format!("{stem}.other")).unwrap();
            assert_eq!(row.placeholders, other.placeholders, "{stem}");
        }
    }
    // By the door that callers' languages take: each text is there, with its placeholders, and fit to be shown.
    for language in [Language::english(), Language::spanish()] {
        assert_eq!(Language::from_json(language.to_json().as_bytes()).unwrap(), language);
    }
    let same = ROWS.iter().filter(|row| row.english == row.spanish).map(|row| row.name);
    let meant = [
        "list.comma",
        "list.semicolon",
        "outcome.way",
        "outcome.level",
        "criteria.part",
        "criteria.indicator",
        "page.title",
    ];
    let same: Vec<_> = same.filter(|name| !meant.contains(name)).collect();
    // What stands here was left in English.
    assert_eq!(same, [""; 0]);
}

#[test]
fn the_language_that_fits_best() {
    let of = |tag: &str| Language::of(tag).map(|language| language.tag().to_owned());
    assert_eq!(["en", "EN-us", "es", "ES", "es-419", "fr", "", "e", "spa"].map(of), {
        let (en, es) = (Some("en".to_owned()), Some("es".to_owned()));
        [en.clone(), en, es.clone(), es.clone(), es, None, None, None, None]
    });
    let own = |tag: &str| {
        Language::from_json(Language::english().to_json().replace(r#""en""#, &format!("\"{tag}\"")).as_bytes())
    };
    let own = ["pt-BR", "zh-Hant", "es-419", "pt"].map(|tag| own(tag).unwrap());
    let best = |tag: Option<&str>| Language::best(&own, tag).tag().to_owned();
    // The same tag, then one less precise, then one of the same language, then the crate's own, then English.
    assert_eq!(best(Some("PT-br")), "pt-BR");
    assert_eq!(best(Some("pt-PT")), "pt");
    assert_eq!(best(Some("zh")), "zh-Hant");
    assert_eq!(best(Some("zh-Hant-TW")), "zh-Hant");
    assert_eq!(best(Some("es")), "es-419");
    assert_eq!(best(Some("fr")), "en");
    assert_eq!(best(None), "pt-BR");
    assert_eq!(Language::best(&[], None), Language::english());
    assert_eq!(Language::best(&[], Some("es-AR")), Language::spanish());
}

#[test]
fn directions() {
    let rtl = |tag: &str| Direction::of(tag) == Direction::RightToLeft;
    for tag in ["ar", "AR", "ar-EG", "he", "fa-IR", "ur", "az-Arab", "uz-Arab-AF", "pa-arab-PK", "yi"] {
        assert!(rtl(tag), "{tag}");
    }
    for tag in ["en", "es-419", "zh-Hant", "ar-Latn", "az", "", "arabic", "en-1994-arab"] {
        assert_eq!(rtl(tag), tag == "en-1994-arab", "{tag}");
    }
    assert_eq!((Direction::default().as_str(), Language::english().direction().as_str()), ("ltr", "ltr"));
}

fn faults(from: &str, to: &str) -> Vec<(Code, String, String)> {
    let json = Language::english().to_json();
    assert_eq!(json.matches(from).count(), 1, "{from}");
    let error = Language::from_json(json.replace(from, to).as_bytes()).unwrap_err();
    error.findings().map(|f| (f.code(), f.pointer().to_owned(), f.message().to_owned())).collect()
}

#[test]
fn every_fault_has_its_code_place_and_sentence() {
    use Code::*;
    let date = r#""{day} {month} {year}""#;
    let long = format!("\"{}\"", "x".repeat(1_001));
    #[rustfmt::skip]
    let cases: &[(&str, &str, Code, &str, &str)] = &[
        (r#""tag": "en""#, r#""tag": "EN""#, InputUnknownWord, "/tag", "`EN` is not a language tag such as `es` or `es-MX`"),
        (r#""tag": "en","#, "", InputMissing, "", "the member `tag` is missing"),
        (r#""date.may": "May","#, "", InputMissing, "/texts", "the member `date.may` is missing"),
        (r#""date.may": "May""#, r#""date.may": null"#, InputMissing, "/texts", "the member `date.may` is missing"),
        (r#""date.may": "May""#, r#""date.may": "May", "date.mai": "May""#, InputUnknownMember, "/texts/date.mai", "there is no member `date.mai` here; did you mean `date.may`?"),
        (r#""date.may": "May""#, r#""date.may": 5"#, InputWrongType, "/texts/date.may", "expected a string, found a number"),
        (r#""date.may": "May""#, r#""date.may": " ""#, InputEmpty, "/texts/date.may", "the text is empty"),
        (r#""list.comma": ", ""#, r#""list.comma": """#, InputEmpty, "/texts/list.comma", "the text is empty"),
        (date, r#""{day} {month}""#, LanguageText, "/texts/date", "the text lacks `{year}`"),
        (date, r#""may""#, LanguageText, "/texts/date", "the text lacks `{day}`, `{month}` and `{year}`"),
        (date, r#""{day} {mont} {year}""#, LanguageText, "/texts/date", "there is no placeholder `mont` here; did you mean `month`?"),
        (date, r#""{day} {} {year}""#, LanguageText, "/texts/date", "there is no placeholder `` here"),
        (date, r#""{day} {month} {year""#, LanguageText, "/texts/date", "braces do not stand in pairs around the names of placeholders"),
        (date, r#""{day} {month} {year}}""#, LanguageText, "/texts/date", "braces do not stand in pairs around the names of placeholders"),
        (date, r#""}{day} {month} {year}""#, LanguageText, "/texts/date", "braces do not stand in pairs around the names of placeholders"),
        (date, r#""{{day}} {month} {year}""#, LanguageText, "/texts/date", "braces do not stand in pairs around the names of placeholders"),
        (date, r#""{day}\n{month} {year}""#, LanguageText, "/texts/date", "the text has the character U+000A, which turns or breaks lines, or does not show"),
        (date, r#""\u202e{day} {month} {year}""#, LanguageText, "/texts/date", "the text has the character U+202E, which turns or breaks lines, or does not show"),
        (date, r#""\u2068{day} {month} {year}""#, LanguageText, "/texts/date", "an isolate (U+2066 to U+2068) and its end (U+2069) do not stand in pairs"),
        (date, r#""\u2069{day} {month} {year}\u2067""#, LanguageText, "/texts/date", "an isolate (U+2066 to U+2068) and its end (U+2069) do not stand in pairs"),
        (date, &long, LanguageText, "/texts/date", "the text has 1001 bytes, more than 1000"),
    ];
    for (from, to, code, pointer, message) in cases {
        assert_eq!(faults(from, to), [(*code, (*pointer).to_owned(), (*message).to_owned())], "{to}");
    }
    let date = |text: &str| {
        let json = Language::english().to_json().replace(date, text);
        Language::from_json(json.as_bytes()).unwrap().fill(Text::Date, &[("day", "4"), ("month", "5"), ("year", "6")])
    };
    // As often as the language needs, in its own order, with the marks that its script needs.
    assert_eq!(date(r#""{year}/{month}/{day} ({year})""#), "6/5/4 (6)");
    assert_eq!(date(r#""\u2068{day}\u2069\u200f {month} {year}\u200c""#), "\u{2068}4\u{2069}\u{200f} 5 6\u{200c}");
}

#[test]
fn all_faults_at_once() {
    let error = Language::from_json(br#"{"tag": "x", "texts": {"date": "{day}", "what": 1}, "more": 0}"#).unwrap_err();
    // Tag, two unknown members, a wrong text, and every other row.
    assert_eq!(error.findings().count(), 3 + ROWS.len());
    let error = Language::from_json(br#"{"tag": "fr", "texts": []}"#).unwrap_err();
    assert_eq!(error.to_string(), "at /texts: expected an object, found an array");
    assert_eq!(Language::from_json(b"{}").unwrap_err().findings().count(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn a_language_comes_back(
        tag in "[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?",
        words in prop::collection::vec(r#"[^{}\p{C}\u{2028}\u{2029}]{0,12}"#, ROWS.len()),
    ) {
        let placed = |row: &table::Row| row.placeholders.iter().rev().map(|name| format!("{{{name}}}")).collect::<String>();
        let texts = ROWS.iter().zip(&words).map(|(row, word)| format!("x{word}{}{word}", placed(row)).into());
        let language = Language(Texts::Own(Arc::new(Own { tag, texts: texts.collect() })));
        let again = Language::from_json(language.to_json().as_bytes()).unwrap();
        prop_assert_eq!(&again, &language);
        prop_assert_eq!(again.to_json(), language.to_json());
        prop_assert_eq!(again.tag(), language.tag());
    }

    #[test]
    fn a_language_with_a_hole_never_panics(at in 0.0..1.0_f64, length in 0usize..60, with in r#"[\[\]{}",:a0]{0,3}"#) {
        let json = Language::spanish().to_json();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let mut at = (at * json.len() as f64) as usize;
        let mut end = (at + length).min(json.len());
        while !json.is_char_boundary(at) { at -= 1; }
        while !json.is_char_boundary(end) { end += 1; }
        if let Ok(language) = Language::from_json(format!("{}{with}{}", &json[..at], &json[end..]).as_bytes()) {
            prop_assert_eq!(Language::from_json(language.to_json().as_bytes()).unwrap(), language);
        }
    }
}
