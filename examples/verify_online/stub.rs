//! Until `Verifier::needs` is there. Remove this file, `mod stub` and `use stub` in main.rs.

use openbadges::Document;
use openbadges::did::{self, BindingOutcome};
use openbadges::verify::{Policy, Resources, Verifier};

pub struct Need(String, Option<String>);

impl Need {
    pub fn id(&self) -> &str {
        &self.0
    }
    pub fn url(&self) -> Option<&str> {
        self.1.as_deref()
    }
    pub fn media_types(&self) -> &'static [&'static str] {
        &["application/did+json", "application/json"]
    }
}

pub trait Needs {
    fn needs(&self, bytes: &[u8], resources: &Resources) -> Vec<Need>;
}

impl Needs for Verifier {
    fn needs(&self, bytes: &[u8], _: &Resources) -> Vec<Need> {
        let Ok(document) = Document::parse(bytes) else { return Vec::new() };
        let root = document.root();
        let issuer = root.get("issuer").and_then(|i| i.as_str().or_else(|| i.get("id").and_then(|id| id.as_str())));
        let method = root.get("proof").and_then(|p| p.get("verificationMethod")).and_then(|m| m.as_str());
        let (Some(issuer), Some(method)) = (issuer, method) else { return Vec::new() };
        let binding = did::bind(&method, &issuer, |_| None, None, crate::common::now());
        match binding.outcome() {
            BindingOutcome::Bound => Vec::new(),
            _ => binding.needs().iter().map(|n| Need(n.id().to_owned(), n.url().map(str::to_owned))).collect(),
        }
    }
}

pub trait Strict {
    fn strict() -> Policy;
}

impl Strict for Policy {
    fn strict() -> Policy {
        Policy::Strict
    }
}
