//! Measuring, for all benchmarks.

#![allow(dead_code, unreachable_pub)] // each benchmark uses a part of it

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How often each step is run.
pub struct Bench {
    /// The number of runs.
    pub runs: usize,
}

impl Bench {
    /// As the command line says.
    pub fn from_args() -> Self {
        // `cargo bench` says `--bench`; whoever runs the tests waits for something else.
        let mut words = std::env::args().skip(1);
        let is_test = words.next().is_none_or(|word| word == "--test") || words.any(|word| word == "--test");
        Bench { runs: if is_test { 3 } else { 1_000 } }
    }

    /// The median time of one run. What the first runs pay once (caches, tables) is left out.
    pub fn measure<T>(&self, mut step: impl FnMut() -> T) -> Duration {
        for _ in 0..self.runs / 10 {
            black_box(step());
        }
        let mut times: Vec<Duration> = Vec::with_capacity(self.runs);
        for _ in 0..self.runs {
            let start = Instant::now();
            let result = black_box(step());
            times.push(start.elapsed());
            drop(result);
        }
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }
}

impl Bench {
    /// The median times of several steps, in turns: each is run some times in a row, as it is where there is much to do,
    /// and what disturbs the machine disturbs all alike.
    pub fn measure_in_turns<const N: usize>(&self, mut steps: [&mut dyn FnMut(); N]) -> [Duration; N] {
        const ROW: usize = 20;
        let mut times: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::with_capacity(self.runs));
        for _ in 0..self.runs.div_ceil(ROW) {
            for (step, times) in steps.iter_mut().zip(&mut times) {
                for _ in 0..ROW.min(self.runs) {
                    let start = Instant::now();
                    step();
                    times.push(start.elapsed());
                }
            }
        }
        times.map(|mut times| {
            times.sort_unstable();
            times.get(times.len() / 2).copied().unwrap_or_default()
        })
    }
}

/// Prints a time, and what it is beside another.
pub fn row(name: &str, time: Duration, base: Option<(&str, Duration)>) {
    let micros = time.as_secs_f64() * 1e6;
    match base {
        Some((base, of)) => {
            println!("{name:<32} {micros:>10.1} us   {:>7.2} x {base}", time.as_secs_f64() / of.as_secs_f64())
        }
        None => println!("{name:<32} {micros:>10.1} us"),
    }
}

/// The official test data, if they are at hand.
pub fn conformance() -> PathBuf {
    let folder = std::env::var_os("OPENBADGES_CONFORMANCE").map(PathBuf::from);
    folder.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/conformance").into())
}
