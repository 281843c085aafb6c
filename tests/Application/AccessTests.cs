using System.Reflection;
using ClsPortal.Application.Common;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Home;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Application.Treatment;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Persistence;
using MediatR;

namespace ClsPortal.Application.Tests;

/// <summary>Every use case against every role: whoever may not is told that nothing is there, and nothing is.</summary>
public sealed class AccessTests
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly TariffTerms Flat = new(TariffKind.Flat, TariffUnit.Session) { FlatCents = 1200 };
    private static readonly Series OneDay = new(Wednesday, Wednesday, Weekdays.All);

    // The table of SPEC, "Who may do what", said once more by hand: the code's own rule is what is tested.
    private static readonly Dictionary<Type, (object Message, Roles Allowed)> UseCases = new (object Message, Roles Allowed)[]
    {
        (new GetHome(), Roles.Parent),
        (new GetEnrolmentChoices(null), Roles.Parent),
        (new GetCalendarMonth(1, 1, Wednesday), Roles.Parent),
        (new PreviewSeries(1, 1, OneDay), Roles.Parent),
        (new AskSession(1, 1, Wednesday), Roles.Parent),
        (new AskSeries(1, 1, OneDay), Roles.Parent),
        (new WithdrawRequest(1), Roles.Parent),
        (new ChangePendingRequest(1, null, null, null), Roles.Parent),
        (new AskCancellation(1), Roles.Parent),
        (new ListWaitingRequests(), Roles.Parent),
        (new ListEnrolmentHistory(), Roles.Parent),
        (new GetDashboard(), Roles.Agent | Roles.Director),
        (new ListRequestsToTreat(), Roles.Agent | Roles.Director),
        (new TreatRequests([1], true), Roles.Agent | Roles.Director),
        (new BookOnBehalf(1, 1, OneDay, null, null, null), Roles.Agent | Roles.Director),
        (new CancelOnBehalf(1, false, "x"), Roles.Agent | Roles.Director),
        (new MoveBooking(1, 1, Wednesday, null), Roles.Agent | Roles.Director),
        (new ListFamilies(), Roles.Agent | Roles.Director),
        (new GetFamilyDesk(1), Roles.Agent | Roles.Director),
        (new ListSessions(null, Wednesday), Roles.Agent | Roles.Director),
        (new SetSessionCapacity(1, 3), Roles.Director),
        (new ListMailsNotSent(), Roles.Agent | Roles.Director | Roles.Administrator),
        (new RetryMail(Guid.NewGuid()), Roles.Agent | Roles.Director | Roles.Administrator),
        (new GetOffices(), Roles.Parent | Roles.Staff),
        (new GetCentreSettings(), Roles.Director | Roles.Administrator),
        (new SaveCentre("x", "03.86.47.86.12", "x@example.fr", "A", 3, 3, "", ""), Roles.Director | Roles.Administrator),
        (new SaveOffice(null, "x", "x", "03.86.47.86.12", "x@example.fr"), Roles.Director | Roles.Administrator),
        (new MoveOffice(1, true), Roles.Director | Roles.Administrator),
        (new RemoveOffice(1), Roles.Director | Roles.Administrator),
