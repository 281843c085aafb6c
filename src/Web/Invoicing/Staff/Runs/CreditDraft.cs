using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;

namespace ClsPortal.Web.Invoicing.Staff.Runs;

/// <summary>A credit note as the accountant types it: lines chosen, and how much of each.</summary>
public sealed class CreditDraft
{
    private readonly Dictionary<long, Part> _parts = [];

    public bool InvoicesAgain { get; set; }

    public string? Reason { get; set; }

    public bool Has(long line) => _parts.ContainsKey(line);

    public Part Of(long line) => _parts[line];

    public void Toggle(long line)
    {
        if (!_parts.Remove(line))
        {
            _parts.Add(line, new Part());
        }
    }

    /// <summary>What the chosen lines come to; a quantity's amount is for the portal to compute.</summary>
    public long Cents(IEnumerable<InvoiceLineView> lines) => lines.Where(line => Has(line.Id)).Sum(line => CentsOf(line));

    /// <summary>What is asked, or what cannot be read.</summary>
    public (List<LineToCredit> Lines, List<Refusal> Refusals) Read()
    {
        List<Refusal> refusals = [];
        List<LineToCredit> lines = [];
        foreach (var (line, part) in _parts)
        {
            var (cents, quantity) = (French.Cents(part.Amount), French.Number(part.Quantity));
            if (part.Amount.Trim().Length > 0 && cents is null)
            {
                refusals.Add(new Refusal("Invalid", "Écrivez un montant tel que 12,50, ou rien pour toute la ligne.", $"Lines.{line}"));
            }
            else if (part.Quantity.Trim().Length > 0 && quantity is null)
            {
                refusals.Add(new Refusal("Invalid", "Écrivez une quantité telle que 1 ou 0,5, ou rien pour toute la ligne.", $"Lines.{line}"));
            }

            lines.Add(new LineToCredit(line, cents, quantity));
        }

        return (lines, refusals);
    }

    private long CentsOf(InvoiceLineView line)
    {
        var part = _parts[line.Id];
        return French.Cents(part.Amount)
            ?? (
                French.Number(part.Quantity) is { } quantity && line.Quantity > 0
                    ? (long)Math.Round(line.TotalCents * Math.Clamp(quantity, 0, line.Quantity + 1) / line.Quantity, MidpointRounding.AwayFromZero)
                    : line.LeftCents
            );
    }

    public sealed class Part
    {
        public string Amount { get; set; } = "";

        public string Quantity { get; set; } = "";
    }
}
