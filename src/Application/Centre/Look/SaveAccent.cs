using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using FluentValidation;

namespace ClsPortal.Application.Centre;

/// <summary>Paints the portal in the organisation's colour.</summary>
/// <param name="Accent">Six hexadecimal digits; null for the portal's own colour.</param>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveAccent(string? Accent) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class SaveAccentValidator : AbstractValidator<SaveAccent>
{
    public SaveAccentValidator() =>
        RuleFor(save => save.Accent)
            .Cascade(CascadeMode.Stop)
            .Must(accent => accent is null || Colour.Of(accent) is not null)
            .WithMessage("Indiquez une couleur unie par six chiffres hexadécimaux, par exemple #0e5f76 : ni nom, ni transparence.")
            .Must(accent => accent is null || AccentColours.Light(Colour.Of(accent)!.Value).IsReadable)
            .WithMessage(save => AccentWords.TooPale(Colour.Of(save.Accent)!.Value));
}

/// <summary>How a colour that cannot be read is refused, also while it is chosen.</summary>
public static class AccentWords
{
    public static string TooPale(Colour accent) =>
        $"Cette couleur est trop claire : son contraste est de {AccentColours.Light(accent).Contrast.ToString("0.0", French)} pour 1, il en faut "
        + $"{AccentColours.WantedContrast.ToString("0.0", French)} pour que les textes se lisent. Prenez une couleur plus foncée : la plus proche qui convient "
        + $"est {AccentColours.NearestReadable(accent)}.";

    private static System.Globalization.CultureInfo French => System.Globalization.CultureInfo.GetCultureInfo("fr-FR");
}

internal sealed class SaveAccentHandler(LookDesk desk) : ICommandHandler<SaveAccent, Done>
{
    public async Task<Outcome<Done>> Handle(SaveAccent request, CancellationToken cancellationToken)
    {
        var look = await desk.OpenAsync(cancellationToken);
        var before = look.Accent;
        look.Paint(Colour.Of(request.Accent));
        await desk.SaveAsync("look.accent", $"couleur : {before ?? "celle du portail"} → {look.Accent ?? "celle du portail"}", cancellationToken);
        return Done.It;
    }
}
