//! `real_year`: the real year of retail by the command that people use, `coterie import complete-journey`, as a process of its
//! own: from an empty file, reading Parquet, decided by the reference program, durable, views caught up.

use crate::Outcome;
use crate::figure::{Figure, Goal};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Purchases a second, on two cores.
const GOAL: f64 = 25_000.0;

/// The imported year.
pub(crate) struct RealYear {
    folder: PathBuf,
    purchases: f64,
    took: Duration,
}

impl RealYear {
    /// Imports the year into a folder of its own.
    pub(crate) fn import(root: &Path, folder: &Path) -> Outcome<Self> {
        let data = data(root)?;
        let folder = folder.join("real-year");
        std::fs::create_dir(&folder)?;
        let mut year = Self { folder, purchases: 0.0, took: Duration::ZERO };
        let started = Instant::now();
        let imported = year.coterie(&["import", "complete-journey", &data])?;
        year.took = started.elapsed();
        year.purchases =
            imported["purchases"].as_f64().ok_or("the import does not say how many purchases")?;
        if imported["refused"].as_u64() != Some(0) {
            return Err(format!("the import refused events: {imported}").into());
        }
        Ok(year)
    }

    /// Purchases a second of the whole import.
    pub(crate) fn figure(&self) -> Figure {
        Figure {
            name: "real_year",
            value: self.purchases / self.took.as_secs_f64(),
            unit: "purchases/s",
            limit: None,
            goal: Goal::AtLeast(GOAL),
        }
    }

    /// Runs a command on its books; what it says as JSON.
    pub(crate) fn coterie(&self, arguments: &[&str]) -> Outcome<Value> {
        let binary = std::env::current_exe()?.with_file_name("coterie");
        let database = format!("sqlite://{}", self.folder.join("coterie.db").display());
        let output = Command::new(&binary)
            .args(["--quiet", "--json", "--database", &database])
            .args(arguments)
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("{}: {error}", binary.display()))?;
        if !output.status.success() {
            return Err(format!("coterie {}: {}", arguments.join(" "), output.status).into());
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// Frees the disk.
    pub(crate) fn remove(self) -> Outcome<()> {
        Ok(std::fs::remove_dir_all(self.folder)?)
    }
}

/// The folder of the Parquet files, fetched if need be.
fn data(root: &Path) -> Outcome<String> {
    let output =
        Command::new(root.join("tools/fetch_complete_journey.sh")).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err("the real year could not be fetched".into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
