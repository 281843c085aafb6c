namespace ClsPortal.Support;

/// <summary>An operation at the simulator: what the portal asked, and what became of it.</summary>
public sealed class SimulatedPayment
{
    internal SimulatedPayment(string idOp, CreerPaiementSecuriseRequest asked) =>
        (IdOp, Asked, AmountCents, Reference) = (idOp, asked, asked.Montant!, asked.RefDet!);

    public string IdOp { get; }

    public CreerPaiementSecuriseRequest Asked { get; }

    /// <summary>What the answer says was paid; change it to play a wrong amount.</summary>
    public string AmountCents { get; set; }

    /// <summary>What the answer says it was paid for; change it to play a wrong reference.</summary>
    public string Reference { get; set; }

    /// <summary>P, V, R, Z or A; null until the parent has done something (fault P5).</summary>
    public string? Result { get; set; }

    /// <summary>Forgotten by the nightly cleaning (fault P1).</summary>
    public bool IsPurged { get; set; }

    /// <summary>How often the portal asked.</summary>
    public int Questions { get; internal set; }
}
