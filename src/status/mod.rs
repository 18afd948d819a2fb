//! Status: which credentials were revoked or suspended, kept and published by their issuer, read by everybody.
//!
//! The issuer keeps a [`Ledger`]: which credential has which index of a list, what became of it, and why. It is saved by the
//! caller, and an index is issued only after it was saved. From the ledger comes the list that is published, as a signed
//! credential that names nobody ([`Publication`]; Bitstring Status List 1.0), or one of ids ([`RevocationList`]).
//! Lists of others are read by [`StatusList`] and [`RevocationList`]; whether they are to be believed is the verifier's to
//! ask.
//!
//! Each list of one bit per credential needs no more than that: in Open Badges a credential has one status, so that an issuer
//! begins with one list for revocation.
//!
//! ```
//! use openbadges::Limits;
//! use openbadges::key::{Seed, SigningKey};
//! use openbadges::proof::jwt::JwtOptions;
//! use openbadges::status::{Ledger, Publication, Settings, StatusList};
//! # let fill = |bytes: &mut [u8]| { bytes.iter_mut().zip(7_u8..).for_each(|(b, n)| *b = n.wrapping_mul(37)); Ok::<(), String>(()) };
//! # let save = |_: &openbadges::status::Swap<'_>| Ok::<bool, String>(true);
//! # let now = "2026-05-04T09:00:00Z".parse().unwrap();
//!
//! let list = "https://badges.example.edu/status/1";
//! let mut draft = Ledger::create(Settings::new(list, "revocation"))?;
//! draft.allocate("urn:uuid:1", "revocation", None, fill)?;
//! let ledger = draft.commit(save)?; // see `Ledger` for how
//! let status = ledger.credential_status("urn:uuid:1", "revocation")?; // goes into the credential
//!
//! let mut draft = ledger.draft();
//! draft.revoke("urn:uuid:1", Some("awarded to the wrong person"), now)?;
//! let ledger = draft.commit(save)?;
//!
//! let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
//! let publication = Publication::of(&ledger, &[], "https://badges.example.edu", now)?;
//! let published = publication.sign_jwt(&key, &JwtOptions::kid("https://badges.example.edu/keys#1"))?;
//! let read = StatusList::read(published.document(), &Limits::default())?;
//! let index = status.status_list_index.unwrap().value().unwrap();
//! assert_eq!(read.bits().get(index, 1)?, 1);
//! # Ok::<(), openbadges::Error>(())
//! ```

mod bits;
mod codec;
mod draft;
mod free;
mod ledger;
mod list;
mod publication;
mod revocation;
mod settings;
mod state;
#[cfg(test)]
mod tests;

pub use bits::{Bitstring, LARGEST_SIZE, MINIMUM_LENGTH};
pub use codec::Encoded;
pub use draft::{Draft, Swap};
pub use ledger::{Change, Delegation, Entry, Ledger, MESSAGE, REVOCATION, SUSPENSION};
pub use list::{ListKind, StatusList};
pub use publication::{Publication, Published};
pub use revocation::{RevocationList, Revoked};
pub use settings::Settings;
