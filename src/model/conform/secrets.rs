//! Parts of private keys, which must not stand in what is published.

use super::Walk;
use crate::document::Node;
use crate::finding::{Code, Severity};
use crate::model::wire::is_secret;

/// Wherever they stand, also in members that the classes do not define. The values are not repeated.
pub(super) fn check<'d>(walk: &mut Walk<'d>, root: Node<'d>) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if walk.is_good(node) {
            continue;
        }
        for (name, value) in node.members() {
            // What `d` or `p` is, only a key says.
            let is_key = || walk.hides_values || node.get("kty").is_some();
            if is_secret(&name, true) && (is_secret(&name, false) || is_key()) {
                let message = format!("`{name}` is a part of a private key");
                let remedy = "take it out, and make a new key: this one is known";
                walk.report(Severity::Error, Code::ModelPrivateKey, value, Some("…"), message, remedy);
            } else if name != "@context" {
                open.push(value);
            }
        }
        open.extend(node.items());
    }
}
