//! From an id to its document, and from the name of a method to the method.

use super::binding::{Binding, BindingOutcome};
use super::document::{DidDocument, KeyDocument};
use super::needed::Purpose;
use super::reading::Reading;
use super::{Did, DidUrl, VerificationMethod, jwk, web};
use crate::document::Document;
use crate::finding::{Code, Finding};
use crate::key::VerifyingKey;
use crate::text::{is_uri, quoted};

/// The documents that the caller has.
pub(super) trait AtHand<'d>: Fn(&str) -> Option<&'d Document> {}

impl<'d, F: Fn(&str) -> Option<&'d Document>> AtHand<'d> for F {}

type Lookup<T> = Result<T, Box<Binding>>;

/// Where a verification method stands.
pub(super) struct Found<'d> {
    /// The document that it stands in.
    pub(super) reading: Reading<'d>,
    /// Whose that document is.
    pub(super) id: String,
    /// The issuer's own document, if it is another and was looked at already.
    pub(super) own: Option<Lookup<Reading<'d>>>,
}

/// The method, from its own document.
pub(super) fn find<'d>(
    method: &str,
    issuer: &str,
    documents: &impl AtHand<'d>,
) -> Lookup<(VerificationMethod, Found<'d>)> {
    let base = base_of(method)?;
    let is_own = base == issuer;
    let is_https = base.starts_with("https://");
    let mut own = (!is_own && is_https).then(|| document_of(issuer, Purpose::Issuer, documents));
    // The issuer's own document may describe a key that lies elsewhere. What a DID's key is, only that DID's document says.
    if let Some(Ok(reading)) = own {
        let described = match &reading.document {
            KeyDocument::Controller(_) => reading.method(method),
            _ => Ok(None),
        };
        match described.map_err(|faults| Binding::unreadable(issuer, faults))? {
            Some(method) => return Ok((method, Found { reading, id: issuer.to_owned(), own: None })),
            None => own = Some(Ok(reading)),
        }
    }
    let reading = match document_of(&base, Purpose::VerificationMethod, documents) {
        Ok(reading) => reading,
        Err(binding) if binding.outcome() != BindingOutcome::Unknown => return Err(binding),
        Err(binding) => {
            // Good for checking the signature, not for believing it.
            let fragment = method.split_once('#').map(|(_, fragment)| fragment);
            let mut binding =
                binding.with_key(fragment.and_then(|fragment| VerifyingKey::from_multikey(fragment).ok()));
            let own = own.or_else(|| (!is_own).then(|| document_of(issuer, Purpose::Issuer, documents)));
            if let Some(Err(own)) = own {
                binding = binding.lacking_too(*own);
            }
            return Err(Box::new(binding));
        }
    };
    match reading.method(method).map_err(|faults| Binding::unreadable(&base, faults))? {
        Some(method) => Ok((method, Found { reading, id: base, own })),
        None => {
            // Any of those whose names cannot be read may be the one.
            reading.all_have_names().map_err(|faults| Binding::unreadable(&base, faults))?;
            match own {
                // The issuer's document may describe it.
                Some(Err(own)) if own.outcome() == BindingOutcome::Unknown => return Err(own),
                Some(Ok(own)) => own.all_have_names().map_err(|faults| Binding::unreadable(issuer, faults))?,
                _ => {}
            }
            let message = format!("the document of {} has no verification method {}", quoted(&base), quoted(method));
            Err(Box::new(Binding::failure(Code::DidMethodMissing, message, method)))
        }
    }
}

/// Whose document the method stands in.
fn base_of(method: &str) -> Lookup<String> {
    if method.starts_with("did:") {
        let url = DidUrl::parse(method).map_err(|error| Box::new(Binding::failed(error.into_findings())))?;
        if !url.path().is_empty() || url.query().is_some() || url.fragment().is_none_or(str::is_empty) {
            let message = format!("{} is not a DID with the fragment of one of its keys", quoted(method));
            return Err(Box::new(Binding::failure(Code::DidMethodMissing, message, method)));
        }
        Ok(url.did().as_str().to_owned())
    } else if method.starts_with("https://") && is_uri(method) {
        Ok(method.split_once('#').map_or(method, |(base, _)| base).to_owned())
    } else {
        let message = format!("{} is neither a DID URL nor an HTTPS URL: it leads to no document", quoted(method));
        let finding = Finding::error(Code::DidDocumentMissing, "", message).with_value(method);
        Err(Box::new(Binding::new(BindingOutcome::Unknown, vec![finding])))
    }
}

/// The document of a DID or an HTTPS URL: computed, or handed in.
pub(super) fn document_of<'d>(id: &str, purpose: Purpose, documents: &impl AtHand<'d>) -> Lookup<Reading<'d>> {
    let did = Did::parse(id).ok();
    let mut url = None;
    if let Some(did) = &did {
        if did.method() == "key" {
            let multikey = did.method_specific_id();
            let (method, key) = (format!("{did}#{multikey}"), VerifyingKey::from_multikey(multikey));
            return Ok(Reading::computed(DidDocument::computed(did, method, key)));
        }
        if let Some(key) = jwk::key_of(did) {
            return Ok(Reading::computed(DidDocument::computed(did, format!("{did}#0"), key)));
        }
        if did.method() == "web" {
            url = Some(web::document_url(did).map_err(|error| Box::new(Binding::failed(error.into_findings())))?);
        }
    }
    let document = documents(id).or_else(|| documents(url.as_deref()?));
    let document = document.ok_or_else(|| Box::new(Binding::lacks(id, purpose)))?;
    let reading =
        Reading::of(document, did.as_ref()).map_err(|error| Binding::unreadable(id, error.into_findings()))?;
    let whose = match &reading.document {
        KeyDocument::Controller(document) => document.id(),
        KeyDocument::Method(method) => method.id().split_once('#').map_or(method.id(), |(base, _)| base),
        KeyDocument::Jwk(_) => id,
    };
    if whose != id {
        return Err(Box::new(Binding::handed_another(id, whose, purpose)));
    }
    Ok(reading)
}
