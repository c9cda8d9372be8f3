//! How far the reading or writing of a file is, and stopping it. A new one takes
//! the place of the one before, which then ends.

use crate::{App, Outcome};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Nothing, Progress},
};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// A whole file, in the steps that are counted.
const WHOLE: f64 = 1_000_000.0;

/// The reading of files, or the writing of them: one at a time.
#[derive(Debug, Default)]
pub(crate) struct Work {
    /// Which one it is; another number ends it.
    number: AtomicU64,
    done: AtomicU32,
}

impl Work {
    /// Begins one; the answer is called as it goes on, with `0.0..=1.0`, and
    /// fails once it shall end.
    pub fn begin(&self) -> impl FnMut(f64) -> Outcome<()> + '_ {
        let mine = self.number.fetch_add(1, Ordering::SeqCst) + 1;
        self.done.store(0, Ordering::SeqCst);
        move |done| {
            if self.number.load(Ordering::SeqCst) != mine {
                return Err(ClientError::new(ErrorCode::Cancelled));
            }
            let steps = (done.clamp(0.0, 1.0) * WHOLE) as u32;
            self.done.store(steps, Ordering::SeqCst);
            Ok(())
        }
    }

    /// Ends the one that is under way, if any.
    fn stop(&self) {
        self.number.fetch_add(1, Ordering::SeqCst);
    }

    fn told(&self) -> Progress {
        Progress {
            done: f64::from(self.done.load(Ordering::SeqCst)) / WHOLE,
        }
    }
}

/// How far the reading of the file to import is.
///
/// # Errors
/// None.
pub async fn import_progress(app: &App, _: Nothing) -> Outcome<Progress> {
    Ok(app.reading.told())
}

/// Stops the reading of the file to import: what asked for it is told so.
///
/// # Errors
/// None.
pub async fn import_cancel(app: &App, _: Nothing) -> Outcome<Progress> {
    app.reading.stop();
    Ok(app.reading.told())
}

/// How far the file that is being written is.
///
/// # Errors
/// None.
pub async fn export_progress(app: &App, _: Nothing) -> Outcome<Progress> {
    Ok(app.writing.told())
}

/// Stops the file that is being written: what asked for it is told so.
///
/// # Errors
/// None.
pub async fn export_cancel(app: &App, _: Nothing) -> Outcome<Progress> {
    app.writing.stop();
    Ok(app.writing.told())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_one_ends_the_one_before() {
        let work = Work::default();
        let mut first = work.begin();
        assert_eq!(first(0.25), Ok(()));
        assert!((work.told().done - 0.25).abs() < 1e-6);
        let mut second = work.begin();
        assert_eq!(
            first(0.5).map_err(|error| error.code),
            Err(ErrorCode::Cancelled)
        );
        assert_eq!(second(1.0), Ok(()));
        work.stop();
        assert!(second(1.0).is_err());
    }
}
