//! Status.

mod bits;
mod codec;
mod draft;
mod free;
mod ledger;
mod list;
mod state;

pub use bits::{Bitstring, LARGEST_SIZE, MINIMUM_LENGTH};
pub use codec::Encoded;
pub use draft::{Draft, Swap};
pub use ledger::{Change, Delegation, Entry, Ledger, MESSAGE, REVOCATION, SUSPENSION, Settings};
pub use list::{ListKind, StatusList};
