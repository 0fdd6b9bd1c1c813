//! In children: a page that a process shares with its child for a moment, because another test
//! forks, does not move.

use trapgate::Errno;
use trapgate::mm::{
    UffdFeatures, UffdioMove, UffdioMoveMode, UffdioRegisterMode, ioctl_uffdio_move,
};

use super::{PAGE, Pages, open, peek, poke, register};
use crate::api::child::holds;

const SIZE: i64 = PAGE as i64;

#[test]
fn ioctl_uffdio_move_takes_pages_along() {
    let name = "ioctl_uffdio_move_takes_pages_along";
    let Some(_known) = open(name, UffdFeatures::MOVE) else {
        return;
    };
    holds(|| {
        let Some(uffd) = open("", UffdFeatures::MOVE) else {
            return [false; 9];
        };
        let (pages, source) = (Pages::new(4), Pages::new(4));
        let missing = UffdioRegisterMode::MISSING;
        let registered = register(&uffd, pages.whole(), missing).is_ok();
        poke(source.addr(0), 1);
        poke(source.addr(1), 2);
        poke(source.addr(3), 3);
        let moved = |page, count, mode| {
            let dst = pages.range(page, 1).start;
            let mut request = UffdioMove::new(dst, source.at(page), count * PAGE, mode);
            request.r#move = 7;
            // SAFETY: the child's own pages.
            let done = unsafe { ioctl_uffdio_move(&uffd, &mut request) };
            (done, request.r#move, request.done() as i64)
        };
        let (none, holes) = (UffdioMoveMode::empty(), UffdioMoveMode::ALLOW_SRC_HOLES);
        let enoent = -i64::from(Errno::NOENT.raw());
        let eexist = -i64::from(Errno::EXIST.raw());
        let unknown = UffdioMoveMode::from_bits_retain(4);
        [
            registered,
            // Up to the hole.
            moved(0, 4, none) == (Err(Errno::AGAIN), 2 * SIZE, 2 * SIZE),
            moved(2, 2, none) == (Err(Errno::NOENT), enoent, 0),
            moved(2, 1, unknown) == (Err(Errno::INVAL), 0, 0),
            moved(2, 2, holes) == (Ok(()), 2 * SIZE, 2 * SIZE),
            [0, 1, 3].map(|page| peek(pages.addr(page))) == [1, 2, 3],
            // The source has been emptied, and has zeros again.
            [0, 1, 3].map(|page| peek(source.addr(page))) == [0; 3],
            moved(0, 1, none).0 == Err(Errno::EXIST),
            {
                poke(source.addr(0), 4);
                moved(0, 1, none) == (Err(Errno::EXIST), eexist, 0)
            },
        ]
    });
}

#[test]
fn ioctl_uffdio_move_goes_where_it_is_registered() {
    let name = "ioctl_uffdio_move_goes_where_it_is_registered";
    let Some(_known) = open(name, UffdFeatures::MOVE) else {
        return;
    };
    holds(|| {
        let Some(uffd) = open("", UffdFeatures::MOVE) else {
            return [false; 3];
        };
        let (pages, source) = (Pages::new(1), Pages::new(1));
        poke(source.addr(0), 1);
        let dst = pages.whole().start;
        let mut request = UffdioMove::new(dst, source.at(0), PAGE, UffdioMoveMode::empty());
        // SAFETY: the child's own pages.
        let done = unsafe { ioctl_uffdio_move(&uffd, &mut request) };
        let einval = -i64::from(Errno::INVAL.raw());
        [
            (done, request.r#move) == (Err(Errno::INVAL), einval),
            peek(source.addr(0)) == 1,
            peek(pages.addr(0)) == 0,
        ]
    });
}
