//! The W3C suite for JSON-LD 1.1 to RDF, from its manifest. What is refused stands in `suite-exceptions.json` with its
//! reason, and every entry there must be needed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use sha2::Sha256;

use super::{Contexts, Options, Strictness, canonicalize, rdfc};
use crate::document::Document;
use crate::limits::Limits;

const BASE: &str = "https://w3c.github.io/json-ld-api/tests/";

/// Why a test of the suite that expects statements is refused, by its id.
fn exceptions() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!("suite-exceptions.json")).unwrap()
}

/// The canonical form of expected N-Quads.
fn expected(path: &Path) -> String {
    let (dataset, _) = rdfc::nquads::read(&fs::read_to_string(path).unwrap());
    rdfc::canonicalize::<Sha256>(&dataset, Limits::default().canonicalization_steps()).unwrap().lines
}

/// Every context of the folder by its address; those that are none are left out, as if they could not be loaded.
fn contexts(folder: &Path, address: &str, found: &mut Vec<(String, Document)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let url = format!("{address}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            contexts(&path, &url, found);
        } else if let Ok(document) = Document::parse(&fs::read(path).unwrap())
            && document.root().get("@context").is_some()
        {
            // Tests load each other's inputs.
            found.push((url, document));
        }
    }
}

/// Those that fit together, whatever the others are.
fn registry(mut documents: Vec<(String, Document)>) -> Contexts {
    loop {
        match Contexts::new(documents.clone()) {
            Ok(contexts) => return contexts,
            Err(error) => {
                let faulty: Vec<&str> = error.findings().filter_map(|finding| finding.value()).collect();
                documents.retain(|(url, _)| !faulty.contains(&url.as_str()));
            }
        }
    }
}

#[test]
fn the_w3c_suite() {
    let Some(folder) = crate::common::conformance() else { return };
    let folder = folder.join("vectors/jsonld-tordf");
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("toRdf-manifest.jsonld")).unwrap()).unwrap();
    let mut exceptions = exceptions();
    let mut documents = Vec::new();
    contexts(&folder.join("toRdf"), &format!("{BASE}toRdf"), &mut documents);
    let registry = registry(documents.clone());
    let (mut matched, mut refused, mut negative, mut faults) = (0, 0, 0, Vec::new());
    for entry in manifest["sequence"].as_array().unwrap() {
        let id = entry["@id"].as_str().unwrap();
        let option = |name: &str| entry["option"][name].as_str();
        if [option("specVersion"), option("processingMode")].contains(&Some("json-ld-1.0")) {
            continue;
        }
        let input = entry["input"].as_str().unwrap();
        let document = Document::parse(&fs::read(folder.join(input)).unwrap());
        let result = document.and_then(|document| {
            let base = option("base").map_or(format!("{BASE}{input}"), str::to_owned);
            let limits = Limits::default();
            // The engine has no such option.
            if option("rdfDirection").is_some() {
                return Err(super::failed("directions are not part of the graph"));
            }
            let (mut contexts, mut document) = (registry.clone(), document);
            if let Some(context) = option("expandContext") {
                // As if the document began with it.
                let context = Document::parse(&fs::read(folder.join(context)).unwrap())?;
                contexts = Contexts::new([("urn:test:expand".to_owned(), context)])?;
                document = Document::parse(with_context(document.as_str()).as_bytes())?;
            }
            let strictness = Strictness::Checking;
            let options =
                Options { contexts: &contexts, limits: &limits, base: Some(&base), strictness, without_proof: false };
            Ok(canonicalize(&document, options)?.lines)
        });
        let is_negative = entry["@type"].as_array().unwrap().iter().any(|class| class == "jld:NegativeEvaluationTest");
        let result = result.map_err(|error| error.to_string());
        match (is_negative, result) {
            (true, Ok(lines)) => faults.push(format!("{id} is to be refused ({}): {lines}", entry["expectErrorCode"])),
            (true, Err(_)) => negative += 1,
            (false, result) => {
                let expected =
                    entry["expect"].as_str().filter(|_| result.is_ok()).map(|name| expected(&folder.join(name)));
                match (result, expected) {
                    (Ok(lines), Some(expected)) if lines != expected => {
                        faults.push(format!("{id}: a wrong form\n{lines}instead of\n{expected}"));
                    }
                    (Ok(_), _) if exceptions.remove(id).is_some() => faults.push(format!("{id} is no exception")),
                    (Ok(_), Some(_)) => matched += 1,
                    (Ok(_), None) => {}
                    (Err(_), _) if exceptions.remove(id).is_some() => refused += 1,
                    (Err(error), _) => faults.push(format!("{id} ({}): {error}", entry["name"])),
                }
            }
        }
    }
    faults.extend(exceptions.into_keys().map(|id| format!("{id} is no test")));
    println!("{matched} matched, {refused} refused with a reason, {negative} negative refused");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The document under one context more.
fn with_context(text: &str) -> String {
    let value: Value = serde_json::from_str(text).unwrap();
    let mut object = serde_json::Map::from_iter([("@context".to_owned(), Value::from("urn:test:expand"))]);
    object.extend(value.as_object().unwrap().clone());
    Value::Object(object).to_string()
}
