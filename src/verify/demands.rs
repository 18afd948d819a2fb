//! What the policy demands beyond the standard.

use super::check::{Check, CheckOutcome, Step};
use super::policy::{Demands, Older, Policy};
use super::report::Kind;
use super::signature::Signature;
use crate::document::{Document, Node};
use crate::finding::{Code, Finding, Severity};
use crate::model::Version;
use crate::preflight::{Facts, OtherVerifier, Preflight, Securing};
use crate::proof::Engine;
use crate::text::quoted;

/// The contexts of Open Badges before 3.0.3, which was published in 2024.
const OLDER: [&str; 3] = [
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
];

pub(super) fn check(
    policy: &Policy,
    engine: &Engine,
    kind: Kind,
    document: &Document,
    signatures: &[Signature],
) -> Check {
    let mut findings = match policy.demands {
        Demands::Standard => Vec::new(),
        // The tables are about badges; what their validator says of endorsements, its own steps say.
        Demands::Certification if kind != Kind::Badge => Vec::new(),
        Demands::Certification => match certification(engine, document, signatures) {
            Some(findings) => findings,
            None => {
                return Check::new(Step::Policy, CheckOutcome::Unknown, "not checked: there is no signature to judge");
            }
        },
    };
    if Version::of(document.root()) == Version::V1_1 {
        let message = "the credential is of VC Data Model 1.1, which 2.0 has replaced";
        // The lists of 2021 are of that version.
        let data_model = if kind == Kind::StatusList { Older::Warned } else { policy.older_data_model };
        findings.push(older(data_model, Code::PolicyOlderDataModel, "/@context/0".into(), message.into()));
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
    if findings.iter().any(|finding| finding.code() == Code::OtherNotJudged) {
        return Check::unknown(Step::Policy, findings);
    }
    Check::new(Step::Policy, CheckOutcome::Passed, policy.name()).with_findings(findings)
}

/// What 1EdTech's certification refuses in the badge, and where it cannot be told whether it does.
fn certification(engine: &Engine, document: &Document, signatures: &[Signature]) -> Option<Vec<Finding>> {
    // The one that shows whose badge it is; of a JWT its own, whatever stands in it.
    let counted = signatures.iter().find(|signature| signature.is_issuers() || signature.is_outermost);
    let signature = counted.or(signatures.first())?;
    let securing = match (signature.is_outermost, signature.algorithm, signature.suite) {
        (true, Some(algorithm), _) => Securing::Jwt(algorithm),
        (false, _, suite) => Securing::Embedded(suite.unwrap_or_default()),
        // Not a JWT that anybody takes: its own check says so.
        (true, None, _) => return None,
    };
    let method = signature.verification_method.as_deref().unwrap_or_default();
    let mut facts = Facts::new(document, securing, method).with_engine(engine);
    if let Some(key) = &signature.key {
        facts = facts.with_key(key);
    }
    let preflight = Preflight::of(&facts);
    let all = preflight.findings(OtherVerifier::Certification);
    let matters = |finding: &&Finding| finding.severity() == Severity::Error || finding.code() == Code::OtherNotJudged;
    Some(all.filter(matters).cloned().collect())
}

fn older(older: Older, code: Code, pointer: String, message: String) -> Finding {
    match older {
        Older::Refused => Finding::error(code, pointer, message)
            .with_remedy("to take it nevertheless, verify by the policy for archives"),
        Older::Warned => Finding::warning(code, pointer, message),
    }
}
