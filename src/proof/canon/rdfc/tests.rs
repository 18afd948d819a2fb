//! The W3C suite for RDFC-1.0, from its manifest, and graphs made to cost time.

use serde_json::Value;
use sha2::{Sha256, Sha384};

use super::{Canonical, TooSymmetric, canonicalize, nquads};

mod order;

/// The default.
const BUDGET: u64 = 200_000;

#[test]
fn the_w3c_suite() {
    let Some(folder) = crate::common::conformance() else { return };
    let folder = folder.join("vectors/rdfc10");
    let manifest: Value = serde_json::from_slice(&std::fs::read(folder.join("manifest.jsonld")).unwrap()).unwrap();
    let (mut forms, mut maps, mut refused, mut most) = (0, 0, 0, 0);
    for entry in manifest["entries"].as_array().unwrap() {
        let id = entry["id"].as_str().unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.join(entry[name].as_str().unwrap())).unwrap();
        let (dataset, names) = nquads::read(&read("action"));
        let result = match entry["hashAlgorithm"].as_str() {
            None => canonicalize::<Sha256>(&dataset, BUDGET),
            Some("SHA384") => canonicalize::<Sha384>(&dataset, BUDGET),
            Some(other) => panic!("{other}"),
        };
        if let Ok(canonical) = &result {
            most = most.max(canonical.steps);
        }
        match (entry["type"].as_str().unwrap(), result) {
            ("rdfc:RDFC10EvalTest", Ok(canonical)) => {
                assert_eq!(canonical.lines, read("result"), "{id}");
                forms += 1;
            }
            ("rdfc:RDFC10MapTest", Ok(canonical)) => {
                let expected: Value = serde_json::from_str(&read("result")).unwrap();
                let ours: serde_json::Map<String, Value> = names
                    .iter()
                    .zip(&canonical.labels)
                    .map(|(name, label)| (name.clone(), format!("c14n{label}").into()))
                    .collect();
                assert_eq!(Value::Object(ours), expected, "{id}");
                maps += 1;
            }
            ("rdfc:RDFC10NegativeEvalTest", Err(TooSymmetric)) => refused += 1,
            (kind, result) => panic!("{id}: {kind} {result:?}"),
        }
    }
    println!("{forms} forms, {maps} maps, {refused} refused; at most {most} steps");
    assert_eq!((forms, maps, refused), (64, 21, 1));
}

fn form(text: &str) -> Result<Canonical, TooSymmetric> {
    canonicalize::<Sha256>(&nquads::read(text).0, BUDGET)
}

/// Edges between blank nodes.
fn graph(edges: impl IntoIterator<Item = (usize, usize)>) -> String {
    edges.into_iter().map(|(a, b)| format!("_:n{a} <http://example.org/p> _:n{b} .\n")).collect()
}

#[test]
fn costly_graphs_end_at_the_budget() {
    let clique = |n: usize| graph((0..n).flat_map(|a| (0..n).filter(move |b| *b != a).map(move |b| (a, b))));
    let ring = |n: usize| graph((0..n).map(|a| (a, (a + 1) % n)));
    let circulant = |n: usize| graph((0..n).flat_map(|a| [1, 2, 5].map(|jump| (a, (a + jump) % n))));
    let star = |n: usize| graph((1..n).map(|a| (0, a)));
    let tree = |n: usize| graph((1..n).map(|a| ((a - 1) / 2, a)));
    let many_trees = |n: usize| graph((0..n).map(|a| (2 * a, 2 * a + 1)));
    let shapes: [(&str, &dyn Fn(usize) -> String); 6] = [
        ("clique", &clique),
        ("ring", &ring),
        ("circulant", &circulant),
        ("star", &star),
        ("tree", &tree),
        ("many trees", &many_trees),
    ];
    for (name, shape) in shapes {
        for size in [4, 10, 50, 500, 25_000] {
            // A clique has the square of that many edges.
            let size = if name == "clique" { size.min(170) } else { size };
            let text = shape(size);
            let start = std::time::Instant::now();
            let result = form(&text);
            let steps = result.as_ref().map(|canonical| canonical.steps).ok();
            println!("{name} of {size} ({} bytes): {steps:?} steps in {:?}", text.len(), start.elapsed());
            assert!(size > 4 || result.is_ok(), "{name}");
            // Every node of a star but one is told apart by nothing, and need not be: that is done at any size.
            let is_costly = !matches!(name, "star" | "many trees");
            assert!(!is_costly || size < 170 || result.is_err(), "{name} of {size}");
            // One more step than the budget is counted, none is taken.
            assert!(result.is_err() || steps.unwrap() <= BUDGET);
        }
    }
}

mod oracle {
    use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
    use oxrdf::{BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
    use proptest::prelude::*;

    use super::form;

    /// Statements between few nodes: subject, predicate, object, graph, each a small number.
    fn statements() -> impl Strategy<Value = Vec<(u8, u8, u8, u8)>> {
        prop::collection::vec((0u8..7, 0u8..2, 0u8..9, 0u8..12), 1..12)
    }

    fn blank(node: u8) -> BlankNode {
        BlankNode::new_unchecked(format!("n{node}"))
    }

    fn named(name: u8) -> NamedNode {
        NamedNode::new_unchecked(format!("http://example.org/{name}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(1), ..ProptestConfig::default() })]

        /// Another implementation comes to the same form.
        #[test]
        fn agrees(statements in statements()) {
            let mut theirs = oxrdf::Dataset::new();
            let mut text = String::new();
            for (s, p, o, g) in statements {
                let subject = if s < 6 { NamedOrBlankNode::from(blank(s)) } else { named(s).into() };
                let object: Term = match o {
                    0..=5 => blank(o).into(),
                    6 => named(o).into(),
                    _ => Literal::new_simple_literal("é\n\"").into(),
                };
                let graph: GraphName = match g {
                    0 | 1 => blank(g).into(),
                    2 => named(g).into(),
                    _ => GraphName::DefaultGraph,
                };
                let quad = Quad::new(subject, named(p), object, graph);
                text += &format!("{quad} .\n");
                theirs.insert(&quad);
            }
            let ours = form(&text);
            prop_assume!(ours.is_ok());
            theirs.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
            let mut lines: Vec<String> = theirs.iter().map(|quad| format!("{quad} .\n")).collect();
            lines.sort_unstable();
            prop_assert_eq!(ours.unwrap().lines, lines.concat());
        }
    }
}
