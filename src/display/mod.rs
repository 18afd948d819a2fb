//! What people see of a badge.
//!
//! [`art`] draws it, for whoever has no picture. The rest starts from [`Verified`](crate::verify::Verified), so that nothing
//! unverified can be shown as genuine; of a badge that is not, [`Unverified`](summary::Unverified) has what it takes to say so.

pub mod art;
pub mod summary;
