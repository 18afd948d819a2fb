//! Exact values, hostile lists, and ledgers under several writers.

mod codec;
mod ledger;
mod published;

use chrono::{DateTime, Utc};

use super::*;
use crate::common::Lots;
use crate::error::Result;
use crate::finding::Code;

const LIST: &str = "https://badges.example.edu/status/1";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn codes<T: std::fmt::Debug>(result: Result<T>) -> Vec<(Code, String)> {
    result.unwrap_err().findings().map(|f| (f.code(), f.pointer().to_owned())).collect()
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> Code {
    let error = result.unwrap_err();
    assert_eq!(error.findings().len(), 1, "{error}");
    error.code()
}

/// A storage of one text that replaces only what it should.
#[derive(Default)]
struct Store(Option<String>);

impl Store {
    fn save(&mut self, draft: Draft) -> Result<Ledger> {
        draft.commit(|swap| {
            let fits = swap.replaces(self.0.as_deref());
            if fits {
                self.0 = Some(swap.text().to_owned());
            }
            Ok::<bool, String>(fits)
        })
    }

    fn ledger(&self) -> Ledger {
        Ledger::read(self.0.as_deref().unwrap().as_bytes()).unwrap()
    }
}

fn fill(lots: &mut Lots) -> impl FnMut(&mut [u8]) -> std::result::Result<(), String> {
    |bytes| {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&lots.next().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}
