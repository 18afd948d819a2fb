//! What a status list of 2²⁴ entries costs beside the compression it cannot do without, and what drawing an index costs.
//!
//! `cargo bench --bench status` prints medians, and ratios to gzip of the same bytes in the same run. Nothing is asserted:
//! times are the machine's.

use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

mod common;

use common::{Bench, row};
use flate2::Compression;
use flate2::write::GzEncoder;
use openbadges::Limits;
use openbadges::status::{Bitstring, Ledger, Settings};

const LIST: &str = "https://badges.example.edu/status/1";
const ENTRIES: u64 = 1 << 24;

/// SplitMix64: random enough to measure with.
struct Lots(u64);

impl Lots {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), String> {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(self.next().to_le_bytes().get(..chunk.len()).unwrap_or_default());
        }
        Ok(())
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut bench = Bench::from_args();
    // Each run takes a tenth of a second.
    let is_test = bench.runs < 10;
    bench.runs = bench.runs.min(60);
    let mut lots = Lots(1);

    for revoked in [0, 1_000, 100_000, 1_000_000] {
        if is_test && revoked > 1_000 {
            continue;
        }
        let mut bits = Bitstring::new(ENTRIES, 1)?;
        for _ in 0..revoked {
            bits.set(lots.next() % ENTRIES, 1, 1)?;
        }
        let bytes = bits.as_bytes().to_vec();
        let text = bits.encode();
        println!("-- 2^24 entries, {revoked} set: {} characters", text.len());
        let (mut next, limits) = (0, Limits::default());
        let [plain, ours, read] = bench.measure_in_turns([
            &mut || drop(black_box(gzip(black_box(&bytes)))),
            &mut || {
                // There and back, so that all runs compress the same.
                next = (next + 7_919) % ENTRIES;
                let before = bits.get(next, 1).unwrap_or_default();
                let _ = bits.set(next, 1, 1 - before);
                drop(black_box(bits.encode()));
                let _ = bits.set(next, 1, before);
            },
            &mut || drop(black_box(Bitstring::decode(black_box(&text), &limits))),
        ]);
        row("gzip", plain, None);
        row("flip and encode", ours, Some(("gzip", plain)));
        row("decode", read, Some(("gzip", plain)));
    }

    let count = if is_test { 1_000 } else { 100_000 };
    for (name, entries) in [("131,072 entries", 131_072), ("2^24 entries", ENTRIES)] {
        let ledger = Ledger::create(Settings::new(LIST, "revocation").with_entries(entries))?;
        let ledger = ledger.commit(|_| Ok::<bool, String>(true))?;
        let ids: Vec<String> = (0..count).map(|n| format!("urn:uuid:00000000-0000-4000-8000-{n:012}")).collect();
        let start = Instant::now();
        let mut draft = ledger.draft();
        for id in &ids {
            draft.allocate(id, "revocation", None, |bytes| lots.fill(bytes))?;
        }
        let drawn = start.elapsed();
        let mut text = String::new();
        let start = Instant::now();
        draft.commit(|swap| {
            text.push_str(swap.text());
            Ok::<bool, String>(true)
        })?;
        let saved = start.elapsed();
        let start = Instant::now();
        let ledger = Ledger::read(text.as_bytes())?;
        let read = start.elapsed();
        println!("-- {name}, {count} credentials: a ledger of {} bytes", text.len());
        row("allocate one", drawn / u32::try_from(count)?, None);
        row("save all", saved, None);
        row("read all", read, None);
        drop(black_box(ledger));
    }
    Ok(())
}
