"""The refusals of bookings; none of them says more of a person than that they were refused."""

from __future__ import annotations

from collections.abc import Mapping

from backend.problems.kind import ProblemKind

BOOKING_PROBLEMS: Mapping[str, ProblemKind] = {
    "slot-taken": ProblemKind(
        409,
        "Somebody has just taken this time",
        "Choose one of `alternatives`, or look for free times again.",
    ),
    "slot-past": ProblemKind(409, "This time is over", "Look for free times again."),
    "slot-closed": ProblemKind(409, "Nobody receives at this time", "Look for free times again."),
    "slot-unknown": ProblemKind(404, "There is no such time", "Look for free times again."),
    "booking-too-early": ProblemKind(
        409, "It is too early for this", "Come back nearer to the day, or choose an earlier time."
    ),
    "booking-too-late": ProblemKind(409, "It is too late to book this time", "Choose a later time."),
    "booking-exists": ProblemKind(
        409, "This cannot be booked for this person now", "Look at the person's own bookings at level 2."
    ),
    "booking-level": ProblemKind(
        403, "Booking here needs a better proof of who comes", "Ask for the card, or for its PIN."
    ),
    "booking-unknown": ProblemKind(
        404, "No such booking, or not this person's", "Check the number and the code on the ticket."
    ),
    "booking-ended": ProblemKind(409, "The booking stands no more", "Book anew if it is still needed."),
    "person-unknown": ProblemKind(404, "No such person in the register", "Look the person up again."),
    "referral-needed": ProblemKind(
        403, "A referral is needed", "Book the district doctor, who gives one; each is good for one visit."
    ),
    "referral-unknown": ProblemKind(404, "No such referral", "Check its number, or look the person up."),
    "referral-used": ProblemKind(409, "The referral is spent on a booking", "Cancel that booking first."),
    "arrival-too-early": ProblemKind(
        409, "It is not the day of this booking yet", "Come on the day that stands on the ticket."
    ),
    "channel-off": ProblemKind(
        409, "Nothing can be sent there from here", "Let the person write the number down, or print it later."
    ),
    "not-attached": ProblemKind(
        403, "The person belongs to another clinic", "Choose the person's own clinic, or attach them here."
    ),
    "age-wrong": ProblemKind(403, "Not for people of this age", "Choose another doctor."),
    "hold-expired": ProblemKind(409, "The time to decide is over, the seat is free again", "Choose anew."),
    "hold-lost": ProblemKind(409, "The seat is not kept any more", "Choose anew."),
    "quota-reserved": ProblemKind(
        409, "What is left is kept for others", "Choose another time, or come back when it is released."
    ),
    "capacity-gone": ProblemKind(409, "Not so many seats are left", "Take fewer, or choose another time."),
    "companion-alone": ProblemKind(
        409, "This seat is for who comes with a wheelchair", "Take it with the place beside it, or another."
    ),
    "booking-limit": ProblemKind(
        409, "So many tickets are not given to one person", "Take fewer; count those that were taken before."
    ),
    "ticket-fixed": ProblemKind(
        409, "This ticket is not moved to another time", "Cancel it and choose anew."
    ),
    "plan-none": ProblemKind(404, "There is no plan of this hall", "Take seats by their number only."),
    "event-unknown": ProblemKind(404, "There is no such event", "Look at what is on again."),
}
