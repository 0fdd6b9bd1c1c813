//! Does half of its work through std and half through trapgate.

use std::io::Write as _;

use trapgate::fd::AsFd as _;

fn main() -> Result<(), std::io::Error> {
    std::println!("std");
    std::io::stdout().flush()?;
    trapgate::println!(
        "trapgate {}",
        trapgate::process::getpid().raw() == std::process::id() as i32
    );
    let missing = trapgate::io::read(std::io::stdin().as_fd(), &mut [0; 1][..])?;
    std::println!("{missing}");
    let page = trapgate::auxv::Auxv::current().page_size();
    std::println!("{page:?}");
    trapgate::process::exit_group(i32::from(
        std::panic::catch_unwind(|| panic!("caught")).is_err(),
    ))
}

#[cfg(test)]
mod tests {
    #[test]
    fn shares_the_process_with_std() {
        assert_eq!(trapgate::process::getpid().raw(), std::process::id() as i32);
    }

    #[test]
    #[should_panic = "by std"]
    fn unwinds() {
        panic!("by std");
    }
}
