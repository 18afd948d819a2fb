//! Contexts that are not part of the crate.

use std::path::Path;

use openbadges::Document;
use openbadges::proof::Contexts;

/// The published contexts among the official test data that are not part of the crate, at their addresses.
pub(crate) fn others(root: &Path) -> Contexts {
    let folder = root.join("contexts");
    let index: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("index.json")).unwrap()).unwrap();
    let mut documents = Vec::new();
    for entry in index["contexts"].as_array().unwrap().iter().filter(|entry| entry["variant"] == false) {
        let document = Document::parse(&std::fs::read(folder.join(entry["file"].as_str().unwrap())).unwrap()).unwrap();
        let urls = entry["urls"].as_array().unwrap().iter().map(|url| url.as_str().unwrap().to_owned());
        documents.extend(urls.map(|url| (url, document.clone())));
    }
    // Neither what is part of the crate nor what needs a context that is not among the data can be registered.
    documents.retain(|(url, document)| Contexts::new([(url.clone(), document.clone())]).is_ok());
    Contexts::new(documents).unwrap()
}
