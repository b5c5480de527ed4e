//! `coterie completions SHELL`.

use crate::failure::{Exit, Failure};
use crate::output::Output;
use clap::{Args, ValueEnum};
use clap_complete::Shell;

/// Print the completion script of a shell
#[derive(Debug, Args)]
#[command(after_help = "Install:
  coterie completions bash > /etc/bash_completion.d/coterie
  coterie completions zsh  > ~/.zfunc/_coterie
  coterie completions fish > ~/.config/fish/completions/coterie.fish")]
pub(crate) struct Arguments {
    /// Which shell
    #[arg(value_enum)]
    shell: KnownShell,
}

/// The shells that people of this project use.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum KnownShell {
    Bash,
    Zsh,
    Fish,
}

pub(crate) fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit, Failure> {
    let shell = match arguments.shell {
        KnownShell::Bash => Shell::Bash,
        KnownShell::Zsh => Shell::Zsh,
        KnownShell::Fish => Shell::Fish,
    };
    // into memory first: the generator panics when it cannot write
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut crate::arguments::command(), "coterie", &mut script);
    std::io::Write::write_all(output.writer(), &script)?;
    Ok(Exit::Ok)
}
