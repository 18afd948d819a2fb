//! RDFC-1.0 beside `oxrdf`: three bytes for each statement between a few blank nodes. Without graphs, in which `oxrdf`
//! counts a node once that is related in the same way twice.

#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use openbadges::Document;
use openbadges::proof::Engine;
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{BlankNode, Dataset, GraphName, Literal, NamedNode, Quad, Term};

fuzz_target!(|data: &[u8]| {
    let statements: BTreeSet<[u8; 3]> =
        data.chunks_exact(3).take(14).map(|chunk| [chunk[0] % 6, chunk[1] % 2, chunk[2] % 8]).collect();
    let mut theirs = Dataset::new();
    let mut nodes = Vec::new();
    for [subject, predicate, object] in statements {
        let value = match object {
            0..=5 => format!("{{\"@id\":\"_:n{object}\"}}"),
            6 => "{\"@id\":\"urn:x\"}".to_owned(),
            _ => "\"x\"".to_owned(),
        };
        nodes.push(format!("{{\"@id\":\"_:n{subject}\",\"urn:{predicate}\":{value}}}"));
        let object: Term = match object {
            0..=5 => blank(object).into(),
            6 => NamedNode::new_unchecked("urn:x").into(),
            _ => Literal::new_simple_literal("x").into(),
        };
        let predicate = NamedNode::new_unchecked(format!("urn:{predicate}"));
        theirs.insert(&Quad::new(blank(subject), predicate, object, GraphName::DefaultGraph));
    }
    let document = Document::parse(format!("[{}]", nodes.join(",")).as_bytes()).expect("it is JSON");
    let Ok(ours) = Engine::new().canonicalize(&document) else { return };
    theirs.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = theirs.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    assert_eq!(ours, lines.concat());
});

fn blank(node: u8) -> BlankNode {
    BlankNode::new_unchecked(format!("n{node}"))
}
