//! The order that is put together from ranks, against sorting whole lines.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::common::Lots;
use crate::proof::canon::dataset::{Dataset, Quad, Span, Term};
use crate::proof::canon::rdfc::{State, canonicalize, label_order, push_label};

const IRIS: [&str; 8] = [
    "<urn:a>",
    "<urn:a:b>",
    "<urn:a-b>",
    "<urn:é>",
    "<urn:\u{e000}>",
    "<urn:😀>",
    "<http://example.org/a/long/text/that/ends/alike>",
    "<http://example.org/b/long/text/that/ends/alike>",
];

const LITERALS: [&str; 15] = [
    "\"\"",
    "\"a\"",
    "\"ab\"",
    "\"a b\"",
    "\"a \\\"b\"",
    "\"a\"@en",
    "\"a\"@en-x",
    "\"a\"@e",
    "\"a\"^^<urn:a>",
    "\"a\"^^<urn:a:b>",
    "\"a .\"",
    "\"é\"",
    "\"\u{e000}\"",
    "\"😀\"",
    "\"\u{1}\"",
];

/// A statement as its texts, blank nodes by their numbers.
type Said = (Result<u32, &'static str>, &'static str, Result<u32, &'static str>, Option<Result<u32, &'static str>>);

fn line(said: &Said, label: impl Fn(u32) -> String) -> String {
    let term = |term: &Result<u32, &str>| term.map_or_else(str::to_owned, &label);
    let graph = said.3.as_ref().map_or_else(String::new, |graph| format!("{} ", term(graph)));
    format!("{} {} {} {graph}.\n", term(&said.0), said.1, term(&said.2))
}

/// A dataset of few terms, much of it said twice, and the same as texts.
fn dataset(lots: &mut Lots) -> (Dataset, BTreeSet<Said>) {
    let (mut dataset, mut all) = (Dataset::default(), BTreeSet::new());
    // Up to labels of two digits.
    let nodes: Vec<u32> = (0..=lots.below(24)).map(|_| dataset.blank()).collect();
    let mut kept: Vec<(&str, Span)> = Vec::new();
    for _ in 0..lots.below(90) {
        let one =
            |texts: &[&'static str], lots: &mut Lots| texts[usize::try_from(lots.below(15)).unwrap() % texts.len()];
        let node = |lots: &mut Lots| nodes[usize::try_from(lots.below(1_000)).unwrap() % nodes.len()];
        let subject = if lots.below(3) == 0 { Err(one(&IRIS, lots)) } else { Ok(node(lots)) };
        let predicate = one(&IRIS[..3 + usize::try_from(lots.below(5)).unwrap()], lots);
        let object = match lots.below(4) {
            0 => Ok(node(lots)),
            1 => Err(one(&IRIS, lots)),
            _ => Err(one(&LITERALS, lots)),
        };
        let graph = match lots.below(8) {
            0 => Some(Ok(node(lots))),
            1 => Some(Err(one(&IRIS, lots))),
            _ => None,
        };
        let said = (subject, predicate, object, graph);
        for _ in 0..=lots.below(2) {
            // Some texts stand once for all, others again and again.
            let mut span = |text: &'static str| match kept.iter().find(|(other, _)| *other == text) {
                Some((_, span)) if lots.below(2) == 0 => *span,
                _ => {
                    let span = dataset.keep(text);
                    kept.push((text, span));
                    span
                }
            };
            let predicate = span(said.1);
            let mut term =
                |term: Result<u32, &'static str>| term.map_or_else(|text| Term::Text(span(text)), Term::Blank);
            let (subject, object, graph) = (term(said.0), term(said.2), said.3.map(&mut term));
            dataset.push(Quad { subject, predicate, object, graph });
        }
        all.insert(said);
    }
    (dataset, all)
}

fn is_disputed(lines: &[String]) -> bool {
    lines.windows(2).any(|pair| pair[0].encode_utf16().cmp(pair[1].encode_utf16()).is_gt())
}

#[test]
fn the_order_is_that_of_whole_lines() {
    let (mut finished, mut disputes) = (0, 0);
    for seed in 0..3_000 {
        let (dataset, all) = dataset(&mut Lots(seed));

        let mut state = State::<Sha256>::new(&dataset, 0);
        state.first_degree();
        let mut disputed = false;
        for (node, hash) in (0u32..).zip(&state.hashes) {
            let about = all.iter().filter(|said| [Some(said.0), Some(said.2), said.3].contains(&Some(Ok(node))));
            let label = |other: u32| if other == node { "_:a" } else { "_:z" }.to_owned();
            let mut lines: Vec<String> = about.map(|said| line(said, label)).collect();
            lines.sort_unstable();
            assert_eq!(*hash, Sha256::digest(lines.concat()), "{seed}: {lines:?}");
            disputed |= is_disputed(&lines);
        }
        assert_eq!(state.order_is_disputed, disputed, "{seed}");

        let Ok(canonical) = canonicalize::<Sha256>(&dataset, 20_000) else { continue };
        let label = |node: u32| format!("_:c14n{}", canonical.labels[usize::try_from(node).unwrap()]);
        let mut lines: Vec<String> = all.iter().map(|said| line(said, label)).collect();
        lines.sort_unstable();
        assert_eq!(canonical.lines, lines.concat(), "{seed}");
        disputed |= is_disputed(&lines);
        assert_eq!(canonical.order_is_disputed, disputed, "{seed}");
        assert!(canonical.lines.capacity() <= canonical.lines.len() + 4 * lines.len(), "{seed}");
        finished += 1;
        disputes += u32::from(disputed);
    }
    println!("{finished} finished, {disputes} disputed");
    assert!(finished > 2_000 && disputes > 50 && disputes < finished);
}

#[test]
fn labels_have_the_order_of_their_texts() {
    let labels = (0..2_000).chain([9_999, 10_000, 99_999_999, 100_000_000, 999_999_999, 1_000_000_000, u32::MAX - 1]);
    let mut labels: Vec<u32> = labels.collect();
    labels.sort_unstable_by_key(|label| label_order(*label));
    let text = |label: &u32| {
        let mut text = String::new();
        push_label("_:c14n", *label, &mut text);
        text + " "
    };
    assert!(labels.is_sorted_by_key(text));
}

/// Texts that the cheap hash takes for the same cost no more than sorting them.
#[test]
fn texts_made_to_collide_are_told_apart() {
    let mut dataset = Dataset::default();
    let node = dataset.blank();
    let (shared, start) = ("x".repeat(40), std::time::Instant::now());
    for i in (0..20_000).rev() {
        for _ in 0..2 {
            let text = format!("<urn:{i:05}:{shared}>");
            let (subject, predicate) = (dataset.keep(&text), dataset.keep(&text));
            dataset.push(Quad { subject: Term::Text(subject), predicate, object: Term::Blank(node), graph: None });
        }
    }
    let canonical = canonicalize::<Sha256>(&dataset, 0).unwrap();
    let line = |i| format!("<urn:{i:05}:{shared}> <urn:{i:05}:{shared}> _:c14n0 .\n");
    assert_eq!(canonical.lines, (0..20_000).map(line).collect::<String>());
    println!("{:?}", start.elapsed());
}
