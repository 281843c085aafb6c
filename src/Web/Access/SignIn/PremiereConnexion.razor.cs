using System.ComponentModel.DataAnnotations;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Access.SignIn;

public sealed partial class PremiereConnexion
{
    private bool _isValid;
    private IReadOnlyList<Refusal> _refusals = [];

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm]
    private Form Model { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "code")]
    private string? Code { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Model ??= new();
        // A form that was sent is not taken away before it was heard: it is told itself that somebody else was first.
        _isValid = HttpMethods.IsPost(Context.Request.Method) || await First.IsValidAsync(Code);
    }

    private async Task CreateAsync()
    {
        var outcome = await First.CreateAsync(Code, Model.Name.Trim(), ClsPortal.Domain.Shared.PastedText.Code(Model.Email), Model.Password);
        _isValid = !outcome.IsNotFound;
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            await SignIn.SignInByEmailAsync(ClsPortal.Domain.Shared.PastedText.Code(Model.Email), Model.Password);
            Navigation.NavigateTo("/gestion");
        }
    }

    private List<string> Errors(string field) => [.. _refusals.Where(refusal => refusal.Field == field).Select(refusal => refusal.Sentence)];

    private sealed class Form : ChosenPassword
    {
        [Required(ErrorMessage = "Indiquez votre prénom et votre nom.")]
        [StringLength(100, ErrorMessage = "Ce nom est trop long : 100 caractères au plus.")]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Indiquez votre adresse e-mail.")]
        [TypedEmail]
        [StringLength(254, ErrorMessage = "Cette adresse est trop longue.")]
        public string Email { get; set; } = "";
    }
}
