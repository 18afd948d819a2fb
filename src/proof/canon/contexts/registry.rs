//! Contexts that a caller adds to those of the crate.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::define::Owned;
use super::process::{Manner, Problem, Processor, Terms};
use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::limits::Limits;
use crate::proof::canon::active::Active;
use crate::proof::canon::iri;
use crate::text::{hex, quoted};

/// JSON-LD contexts by their addresses: those of the standards, which come with the crate, and the caller's own.
///
/// Nothing is ever fetched. The crate knows the contexts of Verifiable Credentials 1.1 and 2.0, Open Badges 3.0.0 to
/// 3.0.3 and its extensions, Comprehensive Learner Record 2.0.1, Data Integrity 1 and 2, Multikey 1,
/// Ed25519Signature2020, DID 1 and StatusList2021, each as published.
///
/// ```
/// use openbadges::Document;
/// use openbadges::proof::{Contexts, Engine};
///
/// let context = Document::parse(br#"{"@context": {"mascot": "https://college.example/terms#mascot"}}"#)?;
/// let contexts = Contexts::new([("https://college.example/terms.json".to_owned(), context)])?;
/// let document = Document::parse(br#"{
///     "@context": ["https://www.w3.org/ns/credentials/v2", "https://college.example/terms.json"],
///     "id": "urn:example:1",
///     "mascot": "Otter"
/// }"#)?;
/// let lines = Engine::new().with_contexts(contexts).canonicalize(&document)?;
/// assert_eq!(lines, "<urn:example:1> <https://college.example/terms#mascot> \"Otter\" .\n");
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Contexts {
    registered: BTreeMap<String, Registered>,
}

/// A context document of the caller's.
#[derive(Clone)]
pub(super) struct Registered {
    document: Document,
    /// What it defines, if that does not depend on what is in force before.
    compiled: Option<Compiled>,
}

/// What a context defines, and the names that its definitions use without defining them.
#[derive(Clone)]
struct Compiled {
    terms: Arc<HashMap<String, Owned>>,
    free: Vec<String>,
}

impl std::fmt::Debug for Registered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registered").field("document", &self.document).finish_non_exhaustive()
    }
}

impl Contexts {
    /// The crate's contexts and these: addresses with context documents, objects with a member `@context`. They may
    /// name each other, and the crate's.
    ///
    /// # Errors
    /// `json-ld.invalid-context` for all that are none, whatever place they are used in; also if the address is no
    /// absolute IRI or one of the crate's own contexts, whose meaning must stay what was published. Others of the
    /// codes `json-ld.*` as fits. A finding's pointer is into the context document.
    pub fn new(documents: impl IntoIterator<Item = (String, Document)>) -> Result<Self> {
        let mut findings = Vec::new();
        let mut contexts = Contexts::default();
        for (url, document) in documents {
            let reason = if super::by_url(&url, false).is_some() {
                "is part of the crate"
            } else if !iri::is_absolute(&url) {
                "is not an absolute IRI"
            } else if document.root().get("@context").is_none() {
                "has no `@context`"
            } else {
                let before = contexts.registered.insert(url.clone(), Registered { document, compiled: None });
                if before.is_none() {
                    continue;
                }
                "is given twice"
            };
            let message = format!("the context {} {reason}", quoted(&url));
            findings.push(Finding::error(Code::JsonLdInvalidContext, "", message).with_value(&url));
        }
        let mut compiled = Vec::new();
        for (url, registered) in &contexts.registered {
            match contexts.compile(url, registered.context()) {
                Ok(Some(done)) => compiled.push((url.clone(), done)),
                Ok(None) => {}
                Err(problem) => {
                    let message = format!("the context {}: {}", quoted(url), problem.message);
                    findings.push(Finding::error(problem.code, "/@context", message).with_value(url));
                }
            }
        }
        Error::unless_empty(ErrorKind::Input, findings)?;
        for (url, done) in compiled {
            if let Some(registered) = contexts.registered.get_mut(&url) {
                registered.compiled = Some(done);
            }
        }
        Ok(contexts)
    }

    /// The SHA-256, in hexadecimal digits, of the context document that an address stands for, if it is known: of the
    /// published one, or of the caller's own. `newer` is the newer form of Open Badges 3.0.3.
    pub(crate) fn digest(&self, url: &str, newer: bool) -> Option<String> {
        let own = || self.get(url).map(|registered| hex(&Sha256::digest(registered.document.as_bytes())));
        super::bundled::digest_of(url, newer).map(Into::into).or_else(own)
    }

    pub(super) fn get(&self, url: &str) -> Option<&Registered> {
        self.registered.get(url)
    }

    /// Processes a context by itself; what it defines, if that can be kept.
    fn compile(&self, url: &str, context: Node<'_>) -> std::result::Result<Option<Compiled>, Problem> {
        let mut processor = Processor::new(self, None, Limits::default().canonicalization_steps());
        let manner = Manner { propagates: true, overrides: false, at: Some(url) };
        let active = processor.context(&processor.initial().clone(), context, manner)?;
        Ok(active.only_layer().map(|terms| {
            let free = words(context).into_iter().filter(|word| !terms.contains_key(word)).collect();
            Compiled { terms, free }
        }))
    }
}

impl Registered {
    pub(super) fn context(&self) -> Node<'_> {
        self.document.root().get("@context").unwrap_or(self.document.root())
    }

    /// How many names are looked up to know whether the definitions hold somewhere.
    pub(super) fn lookups(&self) -> usize {
        self.compiled.as_ref().map_or(0, |compiled| compiled.terms.len() + compiled.free.len())
    }

    /// The definitions, if they hold in this place as they do by themselves.
    pub(super) fn compiled_for(&self, active: &Active, manner: Manner<'_>) -> Option<Terms> {
        let compiled = self.compiled.as_ref().filter(|_| manner.propagates && active.is_bundled())?;
        let is_new = |name: &str| active.find(name).is_none();
        let may_be = |(name, definition): (&String, &Owned)| {
            active.find(name).is_none_or(|before| !before.protected || before.is_same(&definition.view()))
        };
        let holds = compiled.free.iter().all(|name| is_new(name)) && compiled.terms.iter().all(may_be);
        holds.then(|| Terms::Owned(Arc::clone(&compiled.terms)))
    }
}

/// Every word of a context that could be a name defined elsewhere, alone or before a colon.
fn words(context: Node<'_>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut open = vec![context];
    let mut add = |word: &str| {
        let (prefix, suffix) = word.split_once(':').unwrap_or((word, ""));
        // The crate's terms have no colon in their names.
        if !word.starts_with('@') && !suffix.starts_with("//") {
            words.insert(prefix.to_owned());
        }
    };
    while let Some(node) = open.pop() {
        if let Some(word) = node.as_str() {
            add(&word);
        }
        for (name, value) in node.members() {
            if name.contains(':') {
                add(&name);
            }
            open.push(value);
        }
        open.extend(node.items());
    }
    words
}
