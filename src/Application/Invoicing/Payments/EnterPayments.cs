using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>The accountant enters money that a family brought: for one invoice or several at once, wholly or in part.</summary>
/// <param name="FormKey">Made once for the form: a form that is sent twice is entered once.</param>
/// <param name="FamilyId">Whose invoices.</param>
/// <param name="Means">How it was paid.</param>
/// <param name="ReceivedOn">The day it came in.</param>
/// <param name="Reference">Such as the number of the cheque.</param>
/// <param name="Parts">What of it is for which invoice.</param>
/// <param name="HandedOver">Where the money went, when one of the invoices is with the Trésorerie: without this word its payment is refused.</param>
public sealed record EnterPayments(
    Guid FormKey,
    int FamilyId,
    PaymentMeans Means,
    DateOnly? ReceivedOn,
    string? Reference,
    IReadOnlyList<PaymentPart> Parts,
    HandedOverMoney? HandedOver = null
) : ICommand<PaymentsEntered>, IConcernsFamily
{
    // Money is the accountant's alone: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <summary>Where money went that pays a debt of the Trésorerie's.</summary>
public enum HandedOverMoney
{
    /// <summary>To the Trésorerie, which said so.</summary>
    ToTreasury,

    /// <summary>To the centre: the Trésorerie must be told, or it asks the family again.</summary>
    ToCentre,
}

public sealed record PaymentPart(long InvoiceId, long AmountCents);

/// <param name="Count">Invoices on which something was entered.</param>
/// <param name="TotalCents">What was entered.</param>
public sealed record PaymentsEntered(int Count, long TotalCents);

internal sealed class EnterPaymentsValidator : AbstractValidator<EnterPayments>
{
    public EnterPaymentsValidator(CentreClock clock)
    {
        RuleFor(enter => enter.FormKey).NotEmpty().WithMessage("Ce formulaire a expiré : rouvrez la page.");
        RuleFor(enter => enter.Means).Must(means => Enum.IsDefined(means) && means != PaymentMeans.Refund).WithMessage("Choisissez un moyen de paiement.");
        RuleFor(enter => enter.ReceivedOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage("Indiquez la date de réception.")
            .Must(day => day <= clock.Today)
            .WithMessage("La date de réception est dans l’avenir.")
            .Must(day => day >= clock.Today.AddYears(-2))
            .WithMessage("La date de réception remonte à plus de deux ans.");
        RuleFor(enter => enter.HandedOver).Must(choice => choice is null || Enum.IsDefined(choice.Value)).WithMessage("Choisissez qui a encaissé cet argent.");
        RuleFor(enter => enter.Reference)
            .MaximumLength(Payment.ReferenceMaxLength)
            .WithMessage($"La référence est trop longue : {Payment.ReferenceMaxLength} caractères au plus.");
        RuleFor(enter => enter.Parts)
            .Cascade(CascadeMode.Stop)
            .NotEmpty()
            .WithMessage("Indiquez un montant pour au moins une facture.")
            .Must(parts => parts.All(part => part.AmountCents is > 0 and <= 100_000_000))
            .WithMessage("Chaque montant doit être supérieur à zéro.")
            .Must(parts => parts.DistinctBy(part => part.InvoiceId).Count() == parts.Count)
            .WithMessage("Une facture figure deux fois.");
    }
}

internal sealed class EnterPaymentsHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock, PaymentLedger ledger)
    : ICommandHandler<EnterPayments, PaymentsEntered>
{
    public async Task<Outcome<PaymentsEntered>> Handle(EnterPayments request, CancellationToken cancellationToken)
    {
        var ids = request.Parts.Select(part => part.InvoiceId).ToList();
        var numbers = await db
            .Invoices.Where(invoice => ids.Contains(invoice.Id) && invoice.FamilyId == request.FamilyId && invoice.Kind == InvoiceKind.Invoice)
            .ToDictionaryAsync(invoice => invoice.Id, invoice => invoice.Number, cancellationToken);
        if (numbers.Count != ids.Count)
        {
            return Refusal.NotFound;
        }

        var entered = 0;
        var handedOver = request.HandedOver switch
        {
            null => OnHandedOver.Refuse,
            HandedOverMoney.ToTreasury => OnHandedOver.Known,
            HandedOverMoney.ToCentre => OnHandedOver.Tell,
            _ => throw new InvalidOperationException($"No money {request.HandedOver}"),
        };
        foreach (var part in request.Parts.OrderBy(part => part.InvoiceId))
        {
            var payment = Payment.Receive(
                part.InvoiceId,
                part.AmountCents,
                request.Means,
                new($"form:{request.FormKey:N}:{part.InvoiceId}", request.Reference, request.ReceivedOn!.Value),
                new(clock.Now, user.UserId, user.DisplayName)
            );
            switch (await ledger.EnterAsync(payment, handedOver, cancellationToken))
            {
                case PaymentEntry.Exceeds:
                    return new Refusal(
                        "Exceeds",
                        $"Facture {numbers[part.InvoiceId]} : le montant dépasse ce qui reste dû, peut-être parce qu’un paiement vient d’être enregistré. "
                            + "Rien n’a été saisi.",
                        $"Parts.{part.InvoiceId}"
                    );
                case PaymentEntry.HandedOver:
                    return new Refusal(
                        "HandedOver",
                        $"Facture {numbers[part.InvoiceId]} : elle a été transmise à la Trésorerie, qui l’encaisse désormais. Indiquez ci-dessous qui a "
                            + "reçu cet argent. Rien n’a été saisi.",
                        nameof(request.HandedOver)
                    );
                case PaymentEntry.AlreadyRecorded:
                    continue;
                case PaymentEntry.Recorded or PaymentEntry.RecordedAfterHandOver:
                    entered++;
                    db.AuditEntries.Add(
                        AuditEntry.Record(
                            clock.Now,
                            user.UserId,
                            user.DisplayName,
                            "payment.entered",
                            $"Invoice:{part.InvoiceId}",
                            request.FamilyId,
                            $"{request.Means} {part.AmountCents} c, "
                                + $"{request.ReceivedOn:yyyy-MM-dd}{(payment.AfterHandOver ? ", à signaler à la Trésorerie" : "")}"
                        )
                    );
                    break;
            }
        }

        if (request.Means is PaymentMeans.PayFipCard or PaymentMeans.PayFipDebit)
        {
            await db
                .PaymentAttempts.Where(attempt => ids.Contains(attempt.InvoiceId) && attempt.State == PaymentAttemptState.ToReconcile)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(attempt => attempt.State, PaymentAttemptState.Closed)
                            .SetProperty(attempt => attempt.EndedAt, clock.Now)
                            .SetProperty(attempt => attempt.Note, "Rapproché."),
                    cancellationToken
                );
        }

        await db.SaveChangesAsync(cancellationToken);
        return new PaymentsEntered(entered, entered == 0 ? 0 : request.Parts.Sum(part => part.AmountCents));
    }
}
