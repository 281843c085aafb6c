using ClsPortal.Domain.Access;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Lets Identity compare addresses, which are the names of logins too, as <see cref="LoginAddress"/> does.</summary>
internal sealed class LoginAddressNormalizer : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : LoginAddress.KeyOf(name);

    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
