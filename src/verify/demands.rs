//! What the policy demands beyond the standard.

use super::policy::{Older, Policy};
use super::report::{Check, CheckOutcome, Step};
use super::signature::Signature;
use crate::document::{Document, Node};
use crate::finding::{Code, Finding, Severity};
use crate::model::Version;
use crate::text::quoted;

/// The contexts of Open Badges before 3.0.3, which was published in 2024.
const OLDER: [&str; 3] = [
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
];

pub(super) fn check(policy: &Policy, document: &Document, signatures: &[Signature]) -> Check {
    let mut findings = Vec::new();
    if Version::of(document.root()) == Version::V1_1 {
        let message = "the credential is of VC Data Model 1.1, which 2.0 has replaced";
        findings.push(older(policy.older_data_model, Code::PolicyOlderDataModel, "/@context/0".into(), message.into()));
    }
    let contexts = document.root().get("@context").into_iter().flat_map(Node::one_or_many);
    for context in contexts {
        if let Some(url) = context.as_str().filter(|url| OLDER.contains(&&**url)) {
            let message = format!("{} is the context of an older version of Open Badges than 3.0.3", quoted(&url));
            findings.push(older(policy.older_contexts, Code::PolicyOlderContext, context.pointer(), message));
        }
    }
    // Where a proof of today holds, another of yesterday does no harm.
    let mut own = signatures.iter().filter(|signature| signature.is_issuers()).peekable();
    let is_old = |signature: &&Signature| signature.suite.is_some_and(|suite| !suite.is_issued());
    if let Some(first) = own.peek().copied()
        && own.all(|signature| is_old(&signature))
    {
        let message = format!("{} is a suite that has better successors", first.secured_with);
        findings.push(older(policy.older_suites, Code::PolicyOlderSuite, first.pointer.clone(), message));
    }
    if findings.iter().any(|finding| finding.severity() == Severity::Error) {
        return Check::failed(Step::Policy, findings);
    }
    Check::new(Step::Policy, CheckOutcome::Passed, policy.name()).with_findings(findings)
}

fn older(older: Older, code: Code, pointer: String, message: String) -> Finding {
    match older {
        Older::Refused => Finding::error(code, pointer, message)
            .with_remedy("to take it nevertheless, verify by the policy for archives"),
        Older::Warned => Finding::warning(code, pointer, message),
    }
}
